package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Screening;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.rule.cel.Compiler;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import dev.driftwarden.yaml.Issues;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules in force, loaded from rule files. Immutable; safe for many threads. */
public final class RuleBook implements Rules {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    private final Map<String, RuleEntry> byId;
    private final Map<ResourceType, List<RuleEntry>> byType = new HashMap<>();
    private final TriggerIndex triggers;
    private final Clock clock;
    private final Supplier<Compiler> compiler;

    private RuleBook(List<RuleDefinition> rules, Clock clock, Map<String, Map<String, JsonNode>> params) {
        this.clock = clock;
        this.byId = new TreeMap<>();
        this.compiler = once(clock);
        rules.forEach(rule ->
                byId.put(rule.id(), new RuleEntry(rule, params.getOrDefault(rule.id(), Map.of()), compiler)));
        byId.values()
                .forEach(entry -> entry.definition()
                        .types()
                        .forEach(type -> byType.computeIfAbsent(type, any -> new ArrayList<>())
                                .add(entry)));
        this.triggers = new TriggerIndex(rules);
    }

    private static Supplier<Compiler> once(Clock clock) {
        return new Supplier<>() {
            private @Nullable Compiler made;

            @Override
            public synchronized Compiler get() {
                Compiler ready = made == null ? Compiler.of(clock) : made;
                made = ready;
                return ready;
            }
        };
    }

    /**
     * The rules that came with the program. They are not checked again here (the build did), and each is compiled when its
     * type is first judged, so that a cold start pays only for what it uses.
     *
     * @param params by rule id and parameter name; what is not given keeps the default of the rule
     */
    public static RuleBook shipped(Clock clock, Map<String, Map<String, JsonNode>> params) {
        Issues issues = new Issues();
        List<RuleDefinition> rules =
                RuleMerge.read(ShippedRules.sources(), issues).rules();
        if (!issues.isEmpty()) {
            throw new IllegalStateException("shipped rules are broken:\n" + issues.render());
        }
        return new RuleBook(rules, clock, params);
    }

    /** Loads rule files and checks everything about them, expressions too. A later file may replace rules of a shipped one. */
    public static LoadResult load(List<RuleSource> sources, Clock clock, Map<String, Map<String, JsonNode>> params) {
        return load(sources, clock, params, rule -> true);
    }

    /**
     * The shipped rules and others together. Of the shipped ones the expressions are not checked again (the build did), so
     * that loading costs no more than what was added.
     */
    public static LoadResult withShipped(List<RuleSource> own, Clock clock) {
        List<RuleSource> sources = new ArrayList<>(ShippedRules.sources());
        sources.addAll(own);
        Set<String> files = own.stream().map(RuleSource::name).collect(Collectors.toSet());
        return load(
                sources, clock, Map.of(), rule -> files.contains(rule.place().file()));
    }

    private static LoadResult load(
            List<RuleSource> sources,
            Clock clock,
            Map<String, Map<String, JsonNode>> params,
            Predicate<RuleDefinition> checked) {
        Issues issues = new Issues();
        RuleMerge.Merged merged = RuleMerge.read(sources, issues);
        RuleMerge.checkParams(merged.rules(), params, issues);
        RuleBook book = new RuleBook(merged.rules(), clock, params);
        book.byId.values().stream()
                .filter(entry -> checked.test(entry.definition()))
                .forEach(entry -> entry.check(issues));
        new RuleBook(merged.refused(), clock, Map.of()).byId.values().forEach(entry -> entry.check(issues));
        return issues.isEmpty() ? new LoadResult.Loaded(book) : new LoadResult.Refused(issues.list());
    }

    /** The same rules with parameters from outside; what is not given keeps the default of the rule. */
    public RuleBook with(Map<String, Map<String, JsonNode>> params) {
        return new RuleBook(definitions(), clock, params);
    }

    @Override
    public Map<String, Map<String, JsonNode>> parameters() {
        return definitions().stream()
                .collect(Collectors.toUnmodifiableMap(RuleDefinition::id, RuleDefinition::defaults));
    }

    /** For each path of the resource what the rule takes a missing value for, as far as its own expressions say so. */
    public Map<String, Object> readingsOfMissing(String ruleId) {
        RuleEntry entry = byId.get(ruleId);
        return entry == null ? Map.of() : entry.compiled().readingsOfMissing();
    }

    /** The files of the rules that came with the program, to be loaded together with others. */
    public static List<RuleSource> shippedSources() {
        return ShippedRules.sources();
    }

    /**
     * Loads ahead of the first look what compiling and evaluating need, which is a good part of what that look costs in a fresh
     * process. Meant for a thread beside the one that starts up.
     */
    public void prepare() {
        compiler.get().prepare();
    }

    @Override
    public List<RuleInfo> all() {
        return byId.values().stream().map(RuleEntry::info).toList();
    }

    @Override
    public Optional<RuleInfo> find(String ruleId) {
        return Optional.ofNullable(byId.get(ruleId)).map(RuleEntry::info);
    }

    /** All rules as their files say them, sorted by id. */
    public List<RuleDefinition> definitions() {
        return byId.values().stream().map(RuleEntry::definition).toList();
    }

    /** The rule as its file says it, for pages that explain it. */
    public Optional<RuleDefinition> definition(String ruleId) {
        return Optional.ofNullable(byId.get(ruleId)).map(RuleEntry::definition);
    }

    @Override
    public List<RuleInfo> of(ResourceType type) {
        return entries(type).stream().map(entry -> entry.info(type)).toList();
    }

    private List<RuleEntry> entries(ResourceType type) {
        return byType.getOrDefault(type, List.of());
    }

    @Override
    public List<ResourceId> subjectsOf(ResourceId changed, String operation) {
        return triggers.subjects(changed, operation);
    }

    @Override
    public Set<ResourceType> types() {
        return Set.copyOf(byType.keySet());
    }

    @Override
    public Subjects expand(ResourceId subject, World world) {
        List<RuleEntry> entries = entries(subject.type());
        if (entries.isEmpty() || !Collections.isCollection(subject)) {
            return new Subjects.Known(List.of(subject));
        }
        return world.list(subject, version(entries.get(0), subject), "")
                .match(members -> Collections.members(subject, members), Subjects.Unknown::new);
    }

    @Override
    public Look look(ResourceId subject, World world) {
        LookReads reads = new LookReads(world);
        List<RuleEntry> entries = entries(subject.type());
        if (entries.isEmpty()) {
            return new Look(new Read.Absent(), List.of());
        }
        Read first = reads.object(subject, version(entries.get(0), subject));
        List<Judgement> judgements = new ArrayList<>(entries.size());
        for (RuleEntry entry : entries) {
            Read own = reads.object(subject, version(entry, subject));
            if (!(own instanceof Read.Absent) || entry.definition().judgesAbsent()) {
                judgements.add(judge(entry, subject, own, reads, entry.params(Map.of())));
            }
        }
        return new Look(first, judgements);
    }

    @Override
    public Screening screen(ResourceId subject, JsonNode body) {
        return new Screen(subject, body, clock.instant()).by(entries(subject.type()));
    }

    @Override
    public Rules at(Instant moment, Map<String, Map<String, JsonNode>> params) {
        return new RuleBook(definitions(), Clock.fixed(moment, ZoneOffset.UTC), params);
    }

    @Override
    public Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen) {
        RuleEntry entry = byId.get(rule.id());
        if (entry == null) {
            throw new IllegalArgumentException("no rule '" + rule.id() + "' in this book");
        }
        LookReads reads = new LookReads(world);
        Read own = reads.object(subject, version(entry, subject));
        return own instanceof Read.Absent && !entry.definition().judgesAbsent()
                ? unjudged(entry.info(), subject, null, Verdict.SKIP, "The resource does not exist.", false)
                : judge(entry, subject, own, reads, entry.params(chosen));
    }

    private static String version(RuleEntry entry, ResourceId subject) {
        return entry.definition().apiVersion(subject.type());
    }

    private Judgement judge(RuleEntry entry, ResourceId subject, Read read, LookReads reads, Object params) {
        Read resource = read.match(RuleBook::object, () -> read, why -> read);
        @Nullable JsonNode body = resource instanceof Read.Found found ? found.body() : null;
        try {
            CompiledRule rule = entry.compiled();
            Scope scope = new Scope(rule, subject, resource, params, reads, clock.instant());
            return new Judge(entry.info(), rule, scope, body).judge();
        } catch (EvaluationException e) {
            return broken(entry.info(), subject, body, e);
        } catch (InvalidResourceIdException e) {
            return broken(entry.info(), subject, body, new EvaluationException(String.valueOf(e.getMessage()), false));
        } catch (RuntimeException | StackOverflowError e) {
            return broken(entry.info(), subject, body, fault(entry.info(), e));
        }
    }

    /** A fault of the program or of what it stands on must not cost the other rules their verdicts, nor pass for one. */
    private static EvaluationException fault(RuleInfo info, Throwable fault) {
        LOG.error("rule broke off rule={}", info.id(), fault);
        String words = "The rule broke off by a fault of the program ("
                + fault.getClass().getSimpleName() + "), which the log describes.";
        return new EvaluationException(words, false);
    }

    private static Read object(JsonNode body) {
        return body.isObject()
                ? new Read.Found(body)
                : new Read.Failed(
                        new Unreadable(Unreadable.Kind.MALFORMED, "NoObject", "the answer is no JSON object", null));
    }

    private static Judgement broken(
            RuleInfo info, ResourceId subject, @Nullable JsonNode body, EvaluationException why) {
        String message = String.valueOf(why.getMessage());
        return unjudged(info, subject, body, Verdict.ERROR, message, why.retryable());
    }

    private static Judgement unjudged(
            RuleInfo info,
            ResourceId subject,
            @Nullable JsonNode body,
            Verdict verdict,
            String message,
            boolean retryable) {
        return new Judgement(
                info,
                subject,
                subject.type(),
                verdict,
                info.severity(),
                message,
                List.of(),
                null,
                List.of(),
                List.of(),
                retryable,
                body);
    }
}
