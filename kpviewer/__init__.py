"""kpviewer: leaflets about ketamine psychotherapy, read and printed without internet."""

__version__ = "1.0.0"
