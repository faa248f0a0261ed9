package dev.driftwarden.outbound;

/** Calls outside systems. */
@FunctionalInterface
public interface OutboundHttp {
    /**
     * Makes a call.
     *
     * @return what came back, with a status below 300
     * @throws OutboundException for everything else
     */
    OutboundReply send(OutboundCall call);
}
