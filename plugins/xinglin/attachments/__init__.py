"""Attachments: what a file offered for download tells besides its content, before it is offered."""
