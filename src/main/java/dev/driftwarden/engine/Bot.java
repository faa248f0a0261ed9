package dev.driftwarden.engine;

import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;

/**
 * The whole bot, as its hosts see it. Every call may run at the same time as any other, and may be repeated with the same
 * argument: messages arrive at least once. A call that returns is done; one that throws is tried again by the host.
 */
public interface Bot {

    /**
     * Takes what Event Grid delivered.
     *
     * @param payload one event or an array of events, in either schema; unusable ones are recorded, never thrown
     */
    void receive(String payload);

    /** Takes what Event Grid put into the storage queue: as {@link #receive}, base64 or plain. */
    void receiveQueued(String message);

    /** Takes what the directory's audit log delivered: one envelope of records; unusable ones are recorded, never thrown. */
    void receiveAudit(String payload);

    /** Looks at one resource, judges it and decides. */
    void evaluate(String message);

    /** Carries out a decided fix. */
    void apply(String message);

    /** Looks whether a fix holds. */
    void verify(String message);

    /** Tells people or a ticket system something. */
    void outward(String message);

    /**
     * Records a message that could not be handled, so that a person can see and replay it.
     *
     * @param queue the queue that it was meant for, without {@code -poison}
     */
    void poison(String queue, String message);

    /** Looks at everything, because events get lost. */
    void sweep();

    /** Repairs what a crash left behind, expires what is overdue. */
    void housekeeping();

    /**
     * Answers a tool call of the Model Context Protocol; changes nothing.
     *
     * @param call {@code {"name":…,"arguments":{…}}}
     * @return JSON; a mistake is an answer, not an exception
     */
    String tool(String call);

    /** Answers the JSON API and the console; a refusal is a response, not an exception. */
    WebResponse http(WebRequest request);
}
