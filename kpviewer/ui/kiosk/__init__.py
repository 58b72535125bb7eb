"""The kiosk: alone with the public all day. It opens no second window, no menu and no dialog.

It is imported for `--kiosk` only, and may touch Qt's enums at will.
"""
