"""Dos Clientes."""
