package dev.driftwarden.outbound;

import dev.driftwarden.outbound.OutboundException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls outside systems so that nothing can be reached through the bot that is not meant to be: only allowed hosts, only checked
 * addresses, no redirects, no proxies, no cookies, no retries, bounded answers.
 */
public final class GuardedHttp implements OutboundHttp {
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout ANSWER = Timeout.ofSeconds(20);
    private static final int LONGEST_BODY = 1_000_000;

    private final AddressGuard guard;
    private final Refusals refusals;
    private final Timeout answer;
    private @Nullable CloseableHttpClient client;

    public GuardedHttp(OutboundHosts hosts, Clock clock) {
        this(new AddressGuard(hosts, InetAddress::getAllByName), clock, ANSWER);
    }

    GuardedHttp(AddressGuard guard, Clock clock, Timeout answer) {
        this.guard = guard;
        this.refusals = new Refusals(clock);
        this.answer = answer;
    }

    @Override
    public OutboundReply send(OutboundCall call) {
        guard.check(call.address());
        String host = call.address().getHost();
        try {
            OutboundReply reply = client().execute(request(call), GuardedHttp::reply);
            if (reply.status() >= 300 || reply.status() == 203) {
                throw refusals.of(host, reply);
            }
            return reply;
        } catch (IOException e) {
            throw new OutboundException(
                    Kind.BUSY, host + " cannot be reached: " + e.getClass().getSimpleName() + ".");
        }
    }

    private static ClassicHttpRequest request(OutboundCall call) {
        ClassicRequestBuilder builder =
                ClassicRequestBuilder.create(call.method()).setUri(call.address());
        call.headers().forEach(builder::setHeader);
        builder.setHeader("User-Agent", "Driftwarden");
        String body = call.body();
        if (body != null) {
            String type = call.headers().getOrDefault("Content-Type", ContentType.APPLICATION_JSON.toString());
            builder.setEntity(new StringEntity(body, ContentType.parse(type).withCharset(StandardCharsets.UTF_8)));
            builder.removeHeaders("Content-Type");
        }
        return builder.build();
    }

    private static OutboundReply reply(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        return new OutboundReply(response.getCode(), headers, body(response));
    }

    private static String body(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return "";
        }
        try (InputStream content = response.getEntity().getContent()) {
            return new String(content.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        }
    }

    private synchronized CloseableHttpClient client() {
        CloseableHttpClient ready = client == null ? opened() : client;
        client = ready;
        return ready;
    }

    private CloseableHttpClient opened() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedNames(guard))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(answer)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(answer)
                        .setConnectionRequestTimeout(answer)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private record GuardedNames(AddressGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return guard.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
