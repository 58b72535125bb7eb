"""kpviewer: leaflets about ketamine psychotherapy, read and printed without internet."""

__version__ = "0.2.0"
