"""kpviewer: leaflets about ketamine psychotherapy, read and printed without internet."""

__version__ = "0.1.0"
