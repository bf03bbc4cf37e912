package io.ohmykube.cli.inventory;

/** An inventory that cannot be used; the message says what in it, and what to do. */
public final class InventoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InventoryException(String message) {
        super(message);
    }
}
