<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>HandoutForm</name>
    <message numerus="yes">
        <source>Room for %n more characters.</source>
        <translation>
            <numerusform>Room for %n more character.</numerusform>
            <numerusform>Room for %n more characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoutPanel</name>
    <message numerus="yes">
        <source>%n leaflets</source>
        <translation>
            <numerusform>%n leaflet</numerusform>
            <numerusform>%n leaflets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message numerus="yes">
        <source>And %n more: kpviewer check lists them.</source>
        <translation>
            <numerusform>And %n more: kpviewer check lists it.</numerusform>
            <numerusform>And %n more: kpviewer check lists them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n leaflets</source>
        <translation>
            <numerusform>%n leaflet</numerusform>
            <numerusform>All %n leaflets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message numerus="yes">
        <source>%n digits</source>
        <translation>
            <numerusform>%n digit</numerusform>
            <numerusform>%n digits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintSheet</name>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has %n pages.</source>
        <translation>
            <numerusform>It has %n page.</numerusform>
            <numerusform>It has %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For this visit %n pages are left.</source>
        <translation>
            <numerusform>For this visit %n page is left.</numerusform>
            <numerusform>For this visit %n pages are left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message numerus="yes">
        <source>%n leaflets to review or sign off</source>
        <translation>
            <numerusform>%n leaflet to review or sign off</numerusform>
            <numerusform>%n leaflets to review or sign off</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message numerus="yes">
        <source>This screen starts afresh in %n seconds.</source>
        <translation>
            <numerusform>This screen starts afresh in %n second.</numerusform>
            <numerusform>This screen starts afresh in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message numerus="yes">
        <source>%n more leaflets</source>
        <translation>
            <numerusform>%n more leaflet</numerusform>
            <numerusform>%n more leaflets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title} {version}: %n leaflets</source>
        <translation>
            <numerusform>{title} {version}: %n leaflet</numerusform>
            <numerusform>{title} {version}: %n leaflets</numerusform>
        </translation>
    </message>
</context>
</TS>
