"""Builds what a clinic installs without internet; the outputs lie in `dist/`."""
