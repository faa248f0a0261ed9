package dev.driftwarden.functions;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bot that writes down what it is asked, as {@code <call> <argument>}, and does what a test wants. */
public final class RecordingBot implements Bot {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<WebRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> reaction = call -> {};
    private volatile Function<WebRequest, WebResponse> answer = request ->
            new WebResponse(200, Map.of("Content-Type", "text/plain"), request.method() + " " + request.path());

    public List<String> calls() {
        return calls;
    }

    public List<WebRequest> requests() {
        return requests;
    }

    /** Runs after each call is written down; may throw. */
    public void react(Consumer<String> next) {
        reaction = next;
    }

    public void answer(Function<WebRequest, WebResponse> next) {
        answer = next;
    }

    private void called(String call) {
        calls.add(call);
        reaction.accept(call);
    }

    @Override
    public void receive(String payload) {
        called("receive " + payload);
    }

    @Override
    public void receiveAudit(String payload) {
        called("receiveAudit " + payload);
    }

    @Override
    public void receiveQueued(String message) {
        called("receiveQueued " + message);
    }

    @Override
    public void evaluate(String message) {
        called("evaluate " + message);
    }

    @Override
    public void apply(String message) {
        called("apply " + message);
    }

    @Override
    public void verify(String message) {
        called("verify " + message);
    }

    @Override
    public void outward(String message) {
        called("outward " + message);
    }

    @Override
    public void poison(String queue, String message) {
        called("poison " + queue + " " + message);
    }

    @Override
    public void sweep() {
        called("sweep");
    }

    @Override
    public void housekeeping() {
        called("housekeeping");
    }

    @Override
    public String tool(String call) {
        called("tool " + call);
        return "{\"answered\":true}";
    }

    @Override
    public WebResponse http(WebRequest request) {
        requests.add(request);
        return answer.apply(request);
    }
}
