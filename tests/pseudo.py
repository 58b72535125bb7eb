"""A language that nobody speaks: English in accents, longer by two fifths, written from right to left.

Whatever is clipped in it may be in some real language, and what stands in plain letters was forgotten.
"""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

from kpviewer import paths
from tests import translations

LANG = "xx"
_LETTERS = str.maketrans("aeiouyAEIOUYcnszdlCNSZDLrtRT", "áéíóúýÁÉÍÓÚÝçñšžđłÇÑŠŽĐŁřťŘŤ")
MARK = "א"
"""Words that begin with it are taken for Hebrew or Arabic ones."""
_KEPT = re.compile(r"(\{\w*\}|%n|\*\.\w+|<[^>]*>)")


def said(words: str) -> str:
    """The words in that language; placeholders stay."""
    parts = _KEPT.split(words)
    parts[::2] = [part.translate(_LETTERS) for part in parts[::2]]
    longer = round(len(words) * 0.4)
    syllables = "".join(" ŵíđé" if n % 2 else " ħů" for n in range(longer // 3 + 1))
    return f"{MARK} " + "".join(parts) + syllables[: max(longer, 1)].rstrip()


def write_translation(folder: Path) -> None:
    """Make what Qt reads, as for every language."""
    root = ElementTree.parse(translations.FOLDER / "kpviewer_es.ts").getroot()
    root.set("language", LANG)
    for message in root.iter("message"):
        [target] = message.iter("translation")
        for form in list(target.iter("numerusform")) or [target]:
            form.text = said(str(message.findtext("source")))
        for form in list(target.iter("numerusform"))[1:]:
            target.remove(form)
    direction = ElementTree.SubElement(ElementTree.SubElement(root, "context"), "message")
    root[-1].insert(0, ElementTree.Element("name"))
    root[-1][0].text = "QGuiApplication"
    ElementTree.SubElement(direction, "source").text = "QT_LAYOUT_DIRECTION"
    ElementTree.SubElement(direction, "translation").text = "RTL"
    folder.mkdir()
    ElementTree.ElementTree(root).write(folder / f"kpviewer_{LANG}.ts", "utf-8")
    translations.release(folder)


def write_pack(folder: Path) -> None:
    """All bundled leaflets, with what other panes show of them in that language."""
    shutil.copytree(paths.bundled_pack() / "en", folder / LANG)
    for path in (folder / LANG).glob("*.md"):
        text = path.read_text("utf-8")
        text = re.sub(r'^((?:title|short|summary) = ")(.*)"$', _say_second, text, flags=re.MULTILINE)
        path.write_text(re.sub(r"^(## )(.*)$", _say_second, text, flags=re.MULTILINE), "utf-8")
    groups = "".join(
        f'{name}.title = {{ {LANG} = "{said(title)}" }}\n'
        for name, title in (
            ("conditions", "Conditions"),
            ("treatment", "About the treatment"),
            ("help", "Help"),
        )
    )
    (folder / "pack.toml").write_text(f'name = "pseudo"\ntitle = "Pseudo"\n[groups]\n{groups}', "utf-8")


def _say_second(found: re.Match[str]) -> str:
    return found[1] + said(found[2]) + '"' * found[0].endswith('"')
