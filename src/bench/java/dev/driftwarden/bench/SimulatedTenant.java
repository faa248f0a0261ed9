package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant of any size that is computed, not kept: 200 subscriptions with caches, public addresses and network security groups, one in
 * fifty drifted. Every call takes 50 ms.
 *
 * <p>Arguments: how many resources, percent of calls answered 429, percent answered 500. Prints its port.
 */
final class SimulatedTenant {
    static final int SUBSCRIPTIONS = 200;
    private static final long LATENCY_MILLIS = 50;
    private static final Pattern RESOURCE = Pattern.compile(".*/resourcegroups/rg-(\\d{8})/providers/[^/]+/[^/]+/[^/]+");
    private static final Pattern SUBSCRIPTION = Pattern.compile("/subscriptions/([0-9a-f-]{36})");

    private final ObjectMapper json = new ObjectMapper();
    private final int resources;
    private final int throttled;
    private final int failing;
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    private SimulatedTenant(int resources, int throttled, int failing) {
        this.resources = resources;
        this.throttled = throttled;
        this.failing = failing;
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        SimulatedTenant tenant = new SimulatedTenant(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newFixedThreadPool(64));
        server.createContext("/", tenant::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.out.flush();
    }

    /** Which resources fail a rule; network security groups never do. */
    static boolean drifted(int index) {
        return index % 100 < 2;
    }

    static String id(int index, int resources) {
        return "/subscriptions/" + subscription(index, resources) + "/resourceGroups/rg-" + "%08d".formatted(index)
                + "/providers/" + type(index) + "/r" + index;
    }

    private static String subscription(int index, int resources) {
        return subscription((int) ((long) index * SUBSCRIPTIONS / resources));
    }

    private static String subscription(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    private static String type(int index) {
        return switch (index % 5) {
            case 0 -> "Microsoft.Cache/redis";
            case 1 -> "Microsoft.Network/publicIPAddresses";
            default -> "Microsoft.Network/networkSecurityGroups";
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(LATENCY_MILLIS);
            String path = exchange.getRequestURI().getPath().toLowerCase(Locale.ROOT);
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int dice = path.equals("/counts") ? 100 : ThreadLocalRandom.current().nextInt(100);
            if (dice < throttled) {
                faults.incrementAndGet();
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 429, error("TooManyRequests"));
            } else if (dice < throttled + failing) {
                faults.incrementAndGet();
                send(exchange, 500, error("InternalServerError"));
            } else {
                good(exchange, path, sent);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void good(HttpExchange exchange, String path, String sent) throws IOException {
        Matcher resource = RESOURCE.matcher(path);
        Matcher subscription = SUBSCRIPTION.matcher(path);
        if (path.equals("/counts")) {
            ObjectNode counts = json.createObjectNode();
            counts.put("pages", pages.get()).put("objects", objects.get());
            send(exchange, 200, counts.put("others", others.get()).put("faults", faults.get()));
        } else if (path.equals("/providers/microsoft.resourcegraph/resources")) {
            send(exchange, 200, query(json.readTree(sent)));
        } else if (path.equals("/subscriptions")) {
            others.incrementAndGet();
            send(exchange, 200, subscriptions());
        } else if (subscription.matches()) {
            others.incrementAndGet();
            send(exchange, 200, json.createObjectNode().put("id", path).put("subscriptionId", subscription.group(1)).put("state", "Enabled"));
        } else if (resource.matches()) {
            objects.incrementAndGet();
            send(exchange, 200, body(Integer.parseInt(resource.group(1)), false));
        } else {
            others.incrementAndGet();
            send(exchange, 200, json.createObjectNode().set("value", json.createArrayNode()));
        }
    }

    private ObjectNode error(String code) {
        ObjectNode error = json.createObjectNode();
        error.putObject("error").put("code", code).put("message", code);
        return error;
    }

    private ObjectNode subscriptions() {
        ObjectNode all = json.createObjectNode();
        ArrayNode value = all.putArray("value");
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            value.addObject()
                    .put("id", "/subscriptions/" + subscription(i))
                    .put("subscriptionId", subscription(i))
                    .put("state", "Enabled");
        }
        return all;
    }

    /** The first and the last index of a subscription, the latter not included. */
    private int[] range(String subscription) {
        long number = Long.parseLong(subscription.substring(24));
        return new int[] {first(number), first(number + 1)};
    }

    private int first(long number) {
        return (int) ((number * resources + SUBSCRIPTIONS - 1) / SUBSCRIPTIONS);
    }

    private JsonNode query(JsonNode asked) {
        List<int[]> ranges = new ArrayList<>();
        asked.path("subscriptions").forEach(one -> ranges.add(range(one.asText())));
        ObjectNode answer = json.createObjectNode();
        ArrayNode data = answer.putArray("data");
        if (asked.path("query").asText().contains("summarize")) {
            others.incrementAndGet();
            asked.path("subscriptions").forEach(one -> {
                int[] range = range(one.asText());
                data.addObject().put("subscriptionId", one.asText()).put("n", range[1] - range[0]);
            });
            return answer;
        }
        pages.incrementAndGet();
        int skip = asked.at("/options/$skipToken").asInt(0);
        int top = asked.at("/options/$top").asInt(1_000);
        int at = 0;
        for (int[] range : ranges) {
            for (int index = range[0]; index < range[1]; index++, at++) {
                if (at >= skip && at < skip + top) {
                    data.add(body(index, true));
                }
            }
        }
        answer.put("count", data.size()).put("resultTruncated", "false");
        return skip + top < at ? answer.put("$skipToken", Integer.toString(skip + top)) : answer;
    }

    private ObjectNode body(int index, boolean row) {
        ObjectNode body = json.createObjectNode();
        body.put("id", id(index, resources)).put("name", "r" + index);
        body.put("type", row ? type(index).toLowerCase(Locale.ROOT) : type(index)).put("location", "westeurope");
        body.putObject("tags").put("env", "prod").put("owner", "team-" + index % 40);
        switch (index % 5) {
            case 0 -> redis(body.putObject("properties"), index);
            case 1 -> address(body.putObject("properties"), index);
            default -> securityGroup(body.putObject("properties"), index);
        }
        if (row) {
            List.of("kind", "managedBy", "sku", "plan", "identity", "zones", "extendedLocation").forEach(body::putNull);
        }
        return body;
    }

    private static void redis(ObjectNode properties, int index) {
        properties.put("provisioningState", "Succeeded").put("redisVersion", "6.0").put("enableNonSslPort", drifted(index));
        properties.put("minimumTlsVersion", "1.2").put("publicNetworkAccess", "Disabled");
        properties.put("hostName", "r" + index + ".redis.cache.windows.net").put("port", 6379).put("sslPort", 6380);
        properties.putObject("sku").put("name", "Premium").put("family", "P").put("capacity", 1);
    }

    private static void address(ObjectNode properties, int index) {
        properties.put("provisioningState", "Succeeded").put("publicIPAllocationMethod", "Static");
        properties.put("publicIPAddressVersion", "IPv4").put("idleTimeoutInMinutes", 4).put("ipAddress", "203.0.113.7");
        if (!drifted(index)) {
            properties.putObject("ipConfiguration").put("id", "/subscriptions/" + subscription(0)
                    + "/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic/ipConfigurations/one");
        }
    }

    private static void securityGroup(ObjectNode properties, int index) {
        properties.put("provisioningState", "Succeeded");
        ArrayNode rules = properties.putArray("securityRules");
        for (int i = 0; i < 6; i++) {
            ObjectNode rule = rules.addObject().put("name", "allow-" + i).put("id", "/x/securityRules/allow-" + i);
            rule.putObject("properties")
                    .put("access", "Allow")
                    .put("direction", "Inbound")
                    .put("priority", 100 + i)
                    .put("protocol", "Tcp")
                    .put("sourceAddressPrefix", "10." + index % 200 + "." + i + ".0/24")
                    .put("sourcePortRange", "*")
                    .put("destinationAddressPrefix", "*")
                    .put("destinationPortRange", Integer.toString(8_000 + i));
        }
        properties.putArray("defaultSecurityRules");
        properties.putArray("subnets").addObject().put("id", "/subscriptions/x/subnets/y");
    }

    private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        for (Map.Entry<String, String> header : Map.of("Content-Type", "application/json", "x-ms-request-id", "0").entrySet()) {
            exchange.getResponseHeaders().set(header.getKey(), header.getValue());
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
