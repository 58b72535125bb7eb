"""The start of the frozen program, and of the process that speaks for it."""

import sys

if sys.argv[1:] == ["-m", "kpviewer.ui.voice"]:
    import runpy

    runpy.run_module("kpviewer.ui.voice", run_name="__main__")
else:
    from kpviewer.cli import main

    sys.exit(main())
