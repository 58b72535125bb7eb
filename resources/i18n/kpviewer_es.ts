<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Leaflets</source>
        <translation>Hojas</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Letra más pequeña</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Letra más grande</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Add to handout</source>
        <translation>Agregar al folleto</translation>
    </message>
    <message>
        <source>Handout</source>
        <translation>Folleto</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Guardar PDF</translation>
    </message>
    <message>
        <source>Save HTML</source>
        <translation>Guardar HTML</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Print the selected sections</source>
        <translation>Imprimir las secciones seleccionadas</translation>
    </message>
    <message>
        <source>Get help now</source>
        <translation>Obtenga ayuda ahora</translation>
    </message>
    <message>
        <source>Search leaflets</source>
        <translation>Buscar en las hojas</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Buscar en esta página</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Coincidencia siguiente</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Coincidencia anterior</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Tamaño normal de letra</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Siguiente parte de la ventana</translation>
    </message>
    <message>
        <source>Part of the window before</source>
        <translation>Parte anterior de la ventana</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>About kpviewer</source>
        <translation>Acerca de kpviewer</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>There are many more leaflets: type what you look for.</source>
        <translation>Hay muchas hojas más: escriba lo que busca.</translation>
    </message>
    <message>
        <source>No other leaflet can be shown yet: a clinician has to sign it off first.</source>
        <translation>Todavía no se puede mostrar ninguna otra hoja: primero tiene que aprobarla un profesional de la salud.</translation>
    </message>
    <message>
        <source>Ask a member of staff. They are glad to help.</source>
        <translation>Pida ayuda al personal. Con gusto le ayudarán.</translation>
    </message>
</context>
<context>
    <name>ChosenList</name>
    <message>
        <source>Leaflets in the handout</source>
        <translation>Hojas del folleto</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Secciones</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Sections of “{title}”</source>
        <translation>Secciones de “{title}”</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Handout – kpviewer</source>
        <translation>Folleto – kpviewer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find on this page</source>
        <translation>Buscar en esta página</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Coincidencia anterior</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Coincidencia siguiente</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>{match} of {matches}</source>
        <translation>{match} de {matches}</translation>
    </message>
    <message>
        <source>Not on this page</source>
        <translation>No está en esta página</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Preparing the leaflets…</source>
        <translation>Preparando las hojas…</translation>
    </message>
</context>
<context>
    <name>HandoutForm</name>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Carta</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Large print</source>
        <translation>Letra grande</translation>
    </message>
    <message>
        <source>Explain medical words at the end</source>
        <translation>Explicar las palabras médicas al final</translation>
    </message>
    <message>
        <source>Each leaflet starts on a right-hand page</source>
        <translation>Cada hoja empieza en una página de la derecha</translation>
    </message>
    <message>
        <source>For paper that is printed on both sides.</source>
        <translation>Para papel impreso por los dos lados.</translation>
    </message>
    <message>
        <source>Prepared for</source>
        <translation>Preparado para</translation>
    </message>
    <message>
        <source>Blank: a line to write on</source>
        <translation>En blanco: una línea para escribir</translation>
    </message>
    <message>
        <source>Printed on the first page, kept nowhere.</source>
        <translation>Se imprime en la primera página y no se guarda.</translation>
    </message>
    <message>
        <source>Note from the clinician</source>
        <translation>Nota del profesional de la salud</translation>
    </message>
    <message>
        <source>{first} first, then {others}</source>
        <translation>Primero {first}, después {others}</translation>
    </message>
    <message>
        <source>The note is full: {limit} characters.</source>
        <translation>La nota está llena: {limit} caracteres.</translation>
    </message>
    <message numerus="yes">
        <source>Room for %n more characters.</source>
        <translation>
            <numerusform>Cabe %n carácter más.</numerusform>
            <numerusform>Caben %n caracteres más.</numerusform>
        </translation>
    </message>
    <message>
        <source>Printed on the first page. Up to {limit} characters.</source>
        <translation>Se imprime en la primera página. Hasta {limit} caracteres.</translation>
    </message>
</context>
<context>
    <name>HandoutFrame</name>
    <message>
        <source>It is empty. Open a leaflet and press “Add to handout”.</source>
        <translation>Está vacío. Abra una hoja y oprima “Agregar al folleto”.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Show the pages</source>
        <translation>Mostrar las páginas</translation>
    </message>
    <message>
        <source>Handout</source>
        <translation>Folleto</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Folletos ya preparados</translation>
    </message>
    <message>
        <source>Other printer</source>
        <translation>Otra impresora</translation>
    </message>
    <message>
        <source>HTML: for screen readers, e-mail and portals.</source>
        <translation>HTML: para lectores de pantalla, correo y portales.</translation>
    </message>
    <message>
        <source>Show what is chosen</source>
        <translation>Mostrar lo elegido</translation>
    </message>
</context>
<context>
    <name>HandoutPanel</name>
    <message>
        <source>Printer: {name}</source>
        <translation>Impresora: {name}</translation>
    </message>
    <message>
        <source>The next leaflet starts a new handout.</source>
        <translation>La próxima hoja empieza un folleto nuevo.</translation>
    </message>
    <message>
        <source>Left out: no such leaflet in {languages}</source>
        <translation>No se incluye: no hay esta hoja en {languages}</translation>
    </message>
    <message>
        <source>Start of the leaflet</source>
        <translation>Comienzo de la hoja</translation>
    </message>
    <message>
        <source>{taken} of {sections} sections</source>
        <translation>{taken} de {sections} secciones</translation>
    </message>
    <message numerus="yes">
        <source>%n leaflets</source>
        <translation>
            <numerusform>%n hoja</numerusform>
            <numerusform>%n hojas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n página</numerusform>
            <numerusform>%n páginas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Search results</source>
        <translation>Resultados de la búsqueda</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>What would you like to read about?</source>
        <translation>¿Sobre qué le gustaría leer?</translation>
    </message>
    <message>
        <source>No other leaflet can be shown yet: a clinician has to sign it off first.</source>
        <translation>Todavía no se puede mostrar ninguna otra hoja: primero tiene que aprobarla un profesional de la salud.</translation>
    </message>
    <message>
        <source>Ask a member of staff. They are glad to help.</source>
        <translation>Pida ayuda al personal. Con gusto le ayudarán.</translation>
    </message>
    <message>
        <source>Not loaded, or not as written</source>
        <translation>No se cargó, o no como está escrito</translation>
    </message>
    <message numerus="yes">
        <source>And %n more: kpviewer check lists them.</source>
        <translation>
            <numerusform>Y %n más: kpviewer check lo muestra.</numerusform>
            <numerusform>Y %n más: kpviewer check los muestra.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n leaflets</source>
        <translation>
            <numerusform>%n hoja</numerusform>
            <numerusform>Las %n hojas</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one from the list, or search for it.</source>
        <translation>Elija una en la lista o búsquela.</translation>
    </message>
    <message>
        <source>Opened last:</source>
        <translation>Últimas hojas abiertas:</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Letras</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>space</source>
        <translation>espacio</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>Borrar la última letra</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close the keyboard</source>
        <translation>Cerrar el teclado</translation>
    </message>
</context>
<context>
    <name>KioskFrame</name>
    <message>
        <source>Search: a word, a worry, a medicine</source>
        <translation>Busque: una palabra, una preocupación, una medicina</translation>
    </message>
    <message>
        <source>What would you like to read about?</source>
        <translation>¿Sobre qué le gustaría leer?</translation>
    </message>
</context>
<context>
    <name>ListenBar</name>
    <message>
        <source>Starting the voice…</source>
        <translation>Preparando la voz…</translation>
    </message>
    <message>
        <source>Reading aloud</source>
        <translation>Leyendo en voz alta</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Speed {speed} of {speeds}</source>
        <translation>Velocidad {speed} de {speeds}</translation>
    </message>
</context>
<context>
    <name>Listening</name>
    <message>
        <source>The voice of this machine does not answer.</source>
        <translation>La voz de esta computadora no responde.</translation>
    </message>
    <message>
        <source>This machine has no voice for the language of this leaflet.</source>
        <translation>Esta computadora no tiene una voz para el idioma de esta hoja.</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Text size {percent} %</source>
        <translation>Tamaño del texto: {percent} %</translation>
    </message>
</context>
<context>
    <name>Manual</name>
    <message>
        <source>Next control, next link</source>
        <translation>Control o enlace siguiente</translation>
    </message>
    <message>
        <source>The control or link before</source>
        <translation>Control o enlace anterior</translation>
    </message>
    <message>
        <source>Follow a link, press a button</source>
        <translation>Seguir un enlace, oprimir un botón</translation>
    </message>
    <message>
        <source>Move in a list or in the text</source>
        <translation>Moverse por una lista o por el texto</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Teclas de flecha</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Leaflets about ketamine psychotherapy, read and printed without internet.</source>
        <translation>Hojas sobre la psicoterapia con ketamina, para leer e imprimir sin internet.</translation>
    </message>
    <message>
        <source>What you type and read stays on this computer.</source>
        <translation>Lo que usted escribe y lee no sale de esta computadora.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Leaflets</source>
        <translation>Hojas</translation>
    </message>
    <message>
        <source>Not signed off</source>
        <translation>Sin firmar</translation>
    </message>
    <message>
        <source>Review overdue</source>
        <translation>Revisión atrasada</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licencias</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>On this page</source>
        <translation>En esta página</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>For staff</source>
        <translation>Para el personal</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Borrar el último dígito</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Back to the leaflets</source>
        <translation>Volver a las hojas</translation>
    </message>
    <message numerus="yes">
        <source>%n digits</source>
        <translation>
            <numerusform>%n dígito</numerusform>
            <numerusform>%n dígitos</numerusform>
        </translation>
    </message>
    <message>
        <source>No PIN is set for this kiosk. kiosk.exit_pin in its policy needs one.</source>
        <translation>Este quiosco no tiene PIN. Hay que ponerlo en kiosk.exit_pin de su política.</translation>
    </message>
    <message>
        <source>Wrong too often. Try again in {time}.</source>
        <translation>Demasiados intentos. Pruebe otra vez en {time}.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>Ese no es el PIN.</translation>
    </message>
    <message>
        <source>Type the PIN.</source>
        <translation>Escriba el PIN.</translation>
    </message>
</context>
<context>
    <name>PreparingBar</name>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop preparing the leaflets</source>
        <translation>Dejar de preparar las hojas</translation>
    </message>
    <message>
        <source>Preparing the leaflets: {done} of {total}</source>
        <translation>Preparando las hojas: {done} de {total}</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>The pages appear here as they will be on paper.</source>
        <translation>Aquí aparecen las páginas como saldrán en papel.</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Previous page</source>
        <translation>Página anterior</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Página siguiente</translation>
    </message>
    <message>
        <source>Smaller pages</source>
        <translation>Páginas más pequeñas</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>Ajustar al ancho</translation>
    </message>
    <message>
        <source>Larger pages</source>
        <translation>Páginas más grandes</translation>
    </message>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>Página {number} de {pages}</translation>
    </message>
    <message>
        <source>No pages</source>
        <translation>Sin páginas</translation>
    </message>
</context>
<context>
    <name>PrintSheet</name>
    <message>
        <source>Print this leaflet?</source>
        <translation>¿Imprimir esta hoja?</translation>
    </message>
    <message>
        <source>Large print</source>
        <translation>Letra grande</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n página</numerusform>
            <numerusform>%n páginas</numerusform>
        </translation>
    </message>
    <message>
        <source>{pages} on {printer}</source>
        <translation>{pages} en {printer}</translation>
    </message>
    <message>
        <source>The printer is still at work. Please try again in a moment.</source>
        <translation>La impresora todavía trabaja. Pruebe otra vez en un momento.</translation>
    </message>
    <message numerus="yes">
        <source>It has %n pages.</source>
        <translation>
            <numerusform>Tiene %n página.</numerusform>
            <numerusform>Tiene %n páginas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For this visit %n pages are left.</source>
        <translation>
            <numerusform>Para esta visita queda %n página.</numerusform>
            <numerusform>Para esta visita quedan %n páginas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Looking for printers…</source>
        <translation>Buscando impresoras…</translation>
    </message>
    <message>
        <source>There is no printer on this machine. Save the handout as PDF.</source>
        <translation>Esta computadora no tiene impresora. Guarde el folleto como PDF.</translation>
    </message>
    <message>
        <source>Nothing was printed.</source>
        <translation>No se imprimió nada.</translation>
    </message>
    <message>
        <source>Sent to {printer}.</source>
        <translation>Enviado a {printer}.</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Problems in this leaflet</source>
        <translation>Problemas en esta hoja</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>Línea {line}</translation>
    </message>
    <message>
        <source>{count} to mend in {file}</source>
        <translation>{count} por corregir en {file}</translation>
    </message>
</context>
<context>
    <name>SafePage</name>
    <message>
        <source>Something went wrong here</source>
        <translation>Algo falló aquí</translation>
    </message>
    <message>
        <source>It is not your fault. What you read has been forgotten.</source>
        <translation>No es culpa suya. Lo que leyó se ha olvidado.</translation>
    </message>
    <message>
        <source>Ask a member of staff. They are glad to help.</source>
        <translation>Pida ayuda al personal. Con gusto le ayudarán.</translation>
    </message>
    <message>
        <source>If you or somebody else is in danger, tell staff now or call your emergency number.</source>
        <translation>Si usted u otra persona está en peligro, avise ahora al personal o llame a su número de emergencias.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Empezar de nuevo</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save PDF</source>
        <translation>Guardar PDF</translation>
    </message>
    <message>
        <source>PDF, for paper (*.pdf)</source>
        <translation>PDF, para papel (*.pdf)</translation>
    </message>
    <message>
        <source>Save HTML</source>
        <translation>Guardar HTML</translation>
    </message>
    <message>
        <source>HTML, for screen readers, e-mail and portals (*.html)</source>
        <translation>HTML, para lectores de pantalla, correo y portales (*.html)</translation>
    </message>
    <message>
        <source>Saved {path}.</source>
        <translation>Guardado en {path}.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search leaflets</source>
        <translation>Buscar en las hojas</translation>
    </message>
    <message>
        <source>Search in your own words</source>
        <translation>Busque con sus palabras</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Showing results for {words}</source>
        <translation>Resultados para {words}</translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{words}”.</source>
        <translation>No se encontró nada para “{words}”.</translation>
    </message>
    <message>
        <source>These leaflets come nearest:</source>
        <translation>Estas hojas son las más cercanas:</translation>
    </message>
    <message>
        <source>Ask a member of staff. They are glad to help.</source>
        <translation>Pida ayuda al personal. Con gusto le ayudarán.</translation>
    </message>
</context>
<context>
    <name>SectionList</name>
    <message>
        <source>All sections</source>
        <translation>Todas las secciones</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Leaflets</source>
        <translation>Hojas</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Kiosk, for staff</source>
        <translation>Quiosco, para el personal</translation>
    </message>
    <message>
        <source>Back to the leaflets</source>
        <translation>Volver a las hojas</translation>
    </message>
    <message>
        <source>Start kpviewer again</source>
        <translation>Reiniciar kpviewer</translation>
    </message>
    <message>
        <source>Leave kpviewer</source>
        <translation>Salir de kpviewer</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Esta computadora</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Revisando…</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Impresora</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Imprimir una página de prueba</translation>
    </message>
    <message>
        <source>It prints where help is to be found.</source>
        <translation>Imprime la hoja que dice dónde hay ayuda.</translation>
    </message>
    <message>
        <source>Leaflets</source>
        <translation>Hojas</translation>
    </message>
    <message numerus="yes">
        <source>%n leaflets to review or sign off</source>
        <translation>
            <numerusform>%n hoja por revisar o firmar</numerusform>
            <numerusform>%n hojas por revisar o firmar</numerusform>
        </translation>
    </message>
    <message>
        <source>Proof-read all</source>
        <translation>Revisar todo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>review overdue since {day}</source>
        <translation>revisión atrasada desde el {day}</translation>
    </message>
    <message>
        <source>no review planned</source>
        <translation>sin revisión prevista</translation>
    </message>
    <message>
        <source>review due by {day}</source>
        <translation>revisar antes del {day}</translation>
    </message>
    <message>
        <source>next review by {day}</source>
        <translation>próxima revisión antes del {day}</translation>
    </message>
    <message>
        <source>signed off by {name}</source>
        <translation>firmada por {name}</translation>
    </message>
    <message>
        <source>not yet signed off</source>
        <translation>todavía sin firmar</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>{done} of {total} leaflets</source>
        <translation>{done} de {total} hojas</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Todo está bien.</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Paquetes de hojas</translation>
    </message>
    <message>
        <source>Settings, and who set them</source>
        <translation>Ajustes, y quién los puso</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>It goes to the journal of the system.</source>
        <translation>Va al diario del sistema.</translation>
    </message>
</context>
<context>
    <name>StationWindow</name>
    <message>
        <source>Stopped. The leaflets are as they were before, until kpviewer is started again.</source>
        <translation>Detenido. Las hojas quedan como estaban hasta que se vuelva a iniciar kpviewer.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still reading?</source>
        <translation>¿Sigue leyendo?</translation>
    </message>
    <message>
        <source>What you read here is then forgotten.</source>
        <translation>Lo que leyó aquí se olvidará.</translation>
    </message>
    <message>
        <source>Keep reading</source>
        <translation>Seguir leyendo</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminar</translation>
    </message>
    <message numerus="yes">
        <source>This screen starts afresh in %n seconds.</source>
        <translation>
            <numerusform>Esta pantalla empieza de nuevo en %n segundo.</numerusform>
            <numerusform>Esta pantalla empieza de nuevo en %n segundos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>There is no room for {path}. Choose another place or free some space.</source>
        <translation>No hay espacio para {path}. Elija otro lugar o libere espacio.</translation>
    </message>
    <message>
        <source>{path} cannot be written. Choose another place.</source>
        <translation>No se puede guardar {path}. Elija otro lugar.</translation>
    </message>
    <message>
        <source>That did not work. Try again, or ask who looks after this computer.</source>
        <translation>Eso no funcionó. Inténtelo otra vez o pregunte a quien cuida esta computadora.</translation>
    </message>
    <message>
        <source>The logo is left out: {path} is missing, or no PNG or JPEG file.</source>
        <translation>El logotipo queda fuera: {path} no está o no es un archivo PNG o JPEG.</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Update from USB</source>
        <translation>Actualizar desde USB</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Detenido. No se cambió nada.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Checking the pack: {done} of {total} files</source>
        <translation>Comprobando el paquete: {done} de {total} archivos</translation>
    </message>
    <message>
        <source>Waiting for another program…</source>
        <translation>Esperando a otro programa…</translation>
    </message>
    <message>
        <source>Unpacking: {done} of {total} files</source>
        <translation>Desempaquetando: {done} de {total} archivos</translation>
    </message>
    <message>
        <source>Preparing the leaflets: {done} of {total}</source>
        <translation>Preparando las hojas: {done} de {total}</translation>
    </message>
    <message>
        <source>Looking at the USB drives…</source>
        <translation>Buscando en las memorias USB…</translation>
    </message>
    <message>
        <source>There is no .kpack file on a USB drive. Plug one in, wait a moment and try again.</source>
        <translation>No hay ningún archivo .kpack en una memoria USB. Conecte una, espere un momento e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{title} {version} from {publisher}, file {name}</source>
        <translation>{title} {version} de {publisher}, archivo {name}</translation>
    </message>
    <message>
        <source>Install {title} {version}</source>
        <translation>Instalar {title} {version}</translation>
    </message>
    <message>
        <source>It is what is shown already.</source>
        <translation>Es lo que ya se muestra.</translation>
    </message>
    <message>
        <source>Refused: it is installed for all users of this machine, and kpviewer may not change that.</source>
        <translation>Rechazado: está instalado para todos los usuarios de esta computadora, y kpviewer no puede cambiarlo.</translation>
    </message>
    <message>
        <source>Refused: it is not newer than version {version}, which is installed.</source>
        <translation>Rechazado: no es más nuevo que la versión {version}, que está instalada.</translation>
    </message>
    <message>
        <source>Nobody signed it.</source>
        <translation>Nadie lo firmó.</translation>
    </message>
    <message>
        <source>Signed with key {key}, which is trusted here.</source>
        <translation>Firmado con la clave {key}, que aquí es de confianza.</translation>
    </message>
    <message>
        <source>Signed with key {key}; no key is trusted here, so that proves nothing.</source>
        <translation>Firmado con la clave {key}; aquí no hay claves de confianza, así que eso no prueba nada.</translation>
    </message>
    <message>
        <source>Added: {titles}</source>
        <translation>Se agrega: {titles}</translation>
    </message>
    <message>
        <source>Changed: {titles}</source>
        <translation>Cambia: {titles}</translation>
    </message>
    <message>
        <source>Removed: {titles}</source>
        <translation>Se quita: {titles}</translation>
    </message>
    <message>
        <source>It takes the place of version {version}.</source>
        <translation>Sustituye a la versión {version}.</translation>
    </message>
    <message>
        <source>It is new here.</source>
        <translation>Es nuevo aquí.</translation>
    </message>
    <message numerus="yes">
        <source>%n more leaflets</source>
        <translation>
            <numerusform>%n hoja más</numerusform>
            <numerusform>%n hojas más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n imagen</numerusform>
            <numerusform>%n imágenes</numerusform>
        </translation>
    </message>
    <message>
        <source>From the next visit on {title} {version} is shown.</source>
        <translation>A partir de la próxima visita se muestra {title} {version}.</translation>
    </message>
    <message>
        <source>From the next visit on nothing of {title} is shown.</source>
        <translation>A partir de la próxima visita no se muestra nada de {title}.</translation>
    </message>
    <message>
        <source>No pack is installed: the leaflets are those that came with kpviewer.</source>
        <translation>No hay paquetes instalados: las hojas son las que vinieron con kpviewer.</translation>
    </message>
    <message>
        <source>{title}: taken back</source>
        <translation>{title}: retirado</translation>
    </message>
    <message numerus="yes">
        <source>{title} {version}: %n leaflets</source>
        <translation>
            <numerusform>{title} {version}: %n hoja</numerusform>
            <numerusform>{title} {version}: %n hojas</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} {version}: installed, but not shown</source>
        <translation>{title} {version}: instalado, pero no se muestra</translation>
    </message>
    <message>
        <source>Show {title} {version} again</source>
        <translation>Volver a mostrar {title} {version}</translation>
    </message>
    <message>
        <source>Take {title} back</source>
        <translation>Retirar {title}</translation>
    </message>
    <message>
        <source>kpviewer may not write to {path}: ask whoever looks after this machine to allow it.</source>
        <translation>kpviewer no tiene permiso para escribir en {path}: pida a quien atiende esta computadora que se lo dé.</translation>
    </message>
    <message>
        <source>There is no room left on this machine. Nothing was changed.</source>
        <translation>No queda espacio en esta computadora. No se cambió nada.</translation>
    </message>
    <message>
        <source>Refused: nobody whom this clinic trusts signed what is in it.</source>
        <translation>Rechazado: nadie en quien esta clínica confíe firmó su contenido.</translation>
    </message>
    <message>
        <source>Refused: the file is damaged or was changed. Ask for another copy.</source>
        <translation>Rechazado: el archivo está dañado o fue modificado. Pida otra copia.</translation>
    </message>
    <message>
        <source>Refused: it is not newer than what is installed.</source>
        <translation>Rechazado: no es más nuevo que lo que está instalado.</translation>
    </message>
    <message>
        <source>Refused: something in it is faulty. Tell whoever made it; the log says more.</source>
        <translation>Rechazado: algo en él está mal. Avise a quien lo hizo; el registro dice más.</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Leaflet text</source>
        <translation>Texto de la hoja</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Something went wrong in kpviewer. You can go on; if it happens again, start it anew.</source>
        <translation>Algo falló en kpviewer. Puede seguir; si vuelve a pasar, cierre el programa y ábralo otra vez.</translation>
    </message>
</context>
</TS>
