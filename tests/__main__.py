"""`python -m tests [fix | bench | draw | release | PYTEST…]`: all checks, up to the first that fails."""

import subprocess
import sys

_CHECKS = (
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["mypy"],
    ["importlinter.cli"],
)
_FIXES = (["ruff", "check", "--fix", "."], ["ruff", "format", "."], ["tests.translations"])


def _run(module: str, *arguments: str) -> int:
    print("$", "python -m", module, *arguments, flush=True)
    if module == "importlinter.cli":
        start = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        return subprocess.run([sys.executable, "-c", start]).returncode
    return subprocess.run([sys.executable, "-m", module, *arguments]).returncode


def main(arguments: list[str]) -> int:
    """Exit code of the first command that fails; 0 if none does."""
    if arguments[:1] in (["bench"], ["draw"], ["release"]):
        return _run(f"tests.{arguments[0]}", *arguments[1:])
    commands: tuple[list[str], ...] = (*_CHECKS, ["pytest"])
    if arguments[:1] == ["fix"]:
        commands = _FIXES
    elif arguments:
        commands = (["pytest", *arguments],)
    return next((code for command in commands if (code := _run(*command))), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
