package dev.driftwarden.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.engine.Person;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries the site over real HTTP for a browser, with one person signed in by the platform. */
public final class SiteServer implements AutoCloseable {
    private final SiteRun run;
    private final Person person;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    public SiteServer(SiteRun run, Person person) {
        this.run = run;
        this.person = person;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            WebResponse response = run.site.handle(request(exchange));
            response.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private WebRequest request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(values.size() - 1)));
        headers.putAll(SiteRun.signedIn(person));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return SiteRun.request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
