package dev.driftwarden.local;

/** Another program listens on the port. The message is a sentence for a person. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
        super(
                "Port " + port + " is taken by another program; choose another one with --port, for instance --port "
                        + (port < 65_535 ? port + 1 : port - 1) + ".",
                cause);
    }
}
