"""The one developer command is `python -m tests`."""
