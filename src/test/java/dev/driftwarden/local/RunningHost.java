package dev.driftwarden.local;

import com.sun.net.httpserver.HttpServer;
import dev.driftwarden.functions.RecordingBot;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** A local host on a free port with a recording bot and an embedded store. */
final class RunningHost implements AutoCloseable {
    private static final QueueOptions QUICK = new QueueOptions(
            QueueOptions.DEFAULT.batch(),
            QueueOptions.DEFAULT.refillAt(),
            5,
            Duration.ofMillis(20),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    final RecordingBot bot = new RecordingBot();
    final Store store = H2Store.memory(Clock.systemUTC());
    private final LocalWork work = LocalWork.over(store, QUICK, Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalHost host;

    RunningHost() {
        HttpServer server = LocalHost.bind(0);
        host = LocalHost.start(server, work, bot, PracticePeople.standard());
    }

    URI address() {
        return host.address();
    }

    /** The queues as the bot gets them. */
    WorkQueues queues() {
        return work.store().queues();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(host.address().resolve(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    @Override
    public void close() {
        host.close();
    }
}
