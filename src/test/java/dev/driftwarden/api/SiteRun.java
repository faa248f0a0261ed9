package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.app.Wiring;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.PoisonDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.report.Reporter;
import dev.driftwarden.report.Shelf;
import dev.driftwarden.site.Fact;
import dev.driftwarden.site.FormToken;
import dev.driftwarden.site.PracticeScenarios;
import dev.driftwarden.site.Principals;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The site over a bot that works on the practice Azure, and people who ask it things. */
public final class SiteRun implements AutoCloseable {
    public static final Person VERA = person("vera", 4, "Driftwarden.Viewer");
    public static final Person OLIVIA = person("olivia", 1, "Driftwarden.Viewer", "Driftwarden.Approver");
    public static final Person PAT =
            person("pat", 3, "Driftwarden.Viewer", "Driftwarden.Approver", "Driftwarden.Admin");
    public static final Person NOROLE = person("norole", 9);

    public final BotRun bot = new BotRun();
    public final FormToken tokens = new FormToken(new byte[32]);
    public final List<String> practiced = new ArrayList<>();
    public final List<String> policyProblems = new ArrayList<>();
    public final Shelf reports;
    public final SiteParts parts;
    public final Site site;

    public SiteRun() {
        reports = new Shelf(
                bot.store.records(), bot.store.bodies(), bot.desk.codec(), bot.clock, new Reporter(bot.desk)::document);
        parts = new SiteParts(
                bot.desk,
                bot.store.queues(),
                new PoisonDesk(bot.desk, bot.store.queues(), bot::receiveAgain),
                reports,
                () -> policyProblems,
                new Principals(/* platformAuthentication= */ true),
                tokens,
                "/practice/sign-in?return={return}",
                Map.of("practiceAzure", bot.practice.endpoint().toString()),
                new Scenarios(),
                List.of(new Fact("State", "in memory")),
                Wiring.audit(bot.store, bot.desk));
        site = new Site(parts);
    }

    private final class Scenarios implements PracticeScenarios {
        @Override
        public List<Scenario> all() {
            return List.of(new Scenario(
                    "public-storage", "Make a storage account public", "Anonymous reads become possible."));
        }

        @Override
        public boolean run(String name) {
            return name.equals("public-storage") && practiced.add(name);
        }
    }

    private static Person person(String name, int number, String... roles) {
        return new Person("11111111-0000-4000-8000-00000000000" + number, name, Set.of(roles));
    }

    /** Ada Example, who made the change, with the roles of an approver. */
    public Person actor(Finding finding) {
        String id = String.valueOf(
                finding.cause() == null ? null : finding.cause().actor().objectId());
        return new Person(id, "ada", OLIVIA.roles());
    }

    /** A storage account made public whose fix waits for approval. */
    public Finding waiting() {
        bot.policy("modes: [ { rules: \"*\", mode: approve } ]");
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":true}}");
        bot.settle();
        return finding();
    }

    public Finding finding() {
        return bot.finding(BotRun.DOCS, "storage.blob-public-access").orElseThrow();
    }

    public Plan plan() {
        return bot.desk
                .book()
                .plan(String.valueOf(finding().planId()))
                .map(Held::value)
                .orElseThrow();
    }

    public static Map<String, String> signedIn(Person person) {
        ObjectNode principal = JsonNodeFactory.instance.objectNode().put("auth_typ", "aad");
        ArrayNode claims = principal.putArray("claims");
        claims.addObject()
                .put("typ", "http://schemas.microsoft.com/identity/claims/objectidentifier")
                .put("val", person.objectId());
        claims.addObject().put("typ", "name").put("val", person.name());
        person.roles().forEach(role -> claims.addObject().put("typ", "roles").put("val", role));
        byte[] json = principal.toString().getBytes(StandardCharsets.UTF_8);
        return Map.of("x-ms-client-principal", Base64.getEncoder().encodeToString(json));
    }

    public WebResponse get(Person person, String address) {
        return site.handle(request("GET", address, signedIn(person), ""));
    }

    public WebResponse post(Person person, String path, String json) {
        Map<String, String> headers = new HashMap<>(signedIn(person));
        headers.put("content-type", "application/json");
        return site.handle(request("POST", path, headers, json));
    }

    /** A form as the browser sends it that was shown to this person. */
    public WebResponse submit(Person person, String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("token", tokens.of(person));
        Map<String, String> headers = new HashMap<>(signedIn(person));
        headers.put("sec-fetch-site", "same-origin");
        return form(path, headers, all);
    }

    public WebResponse form(String path, Map<String, String> headers, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(one -> Urls.encode(one.getKey()) + "=" + Urls.encode(one.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("content-type", "application/x-www-form-urlencoded");
        return site.handle(request("POST", path, all, body));
    }

    public static WebRequest request(String method, String address, Map<String, String> headers, String body) {
        String[] parts = address.split("\\?", 2);
        Map<String, List<String>> query = new HashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&", -1)) {
                String[] both = pair.split("=", 2);
                query.computeIfAbsent(both[0], any -> new ArrayList<>())
                        .add(URLDecoder.decode(both[1], StandardCharsets.UTF_8));
            }
        }
        return new WebRequest(method, parts[0], query, headers, body);
    }

    public static JsonNode json(WebResponse response) {
        return Samples.json(response.body());
    }

    @Override
    public void close() {
        bot.close();
    }
}
