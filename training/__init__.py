"""The recipe that makes the embedded German→English translator; `workbench` never imports it."""
