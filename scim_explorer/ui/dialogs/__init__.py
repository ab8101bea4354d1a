"""Dialogs, all opened with open(), never exec()."""
