package dev.driftwarden.rule.load;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one rule. */
final class RuleReader {
    private final Fields fields;
    private final String service;
    private final String fingerprint;
    private final Frameworks frameworks;

    RuleReader(Fields fields, String service, String fingerprint, Frameworks frameworks) {
        this.fields = fields;
        this.service = service;
        this.fingerprint = fingerprint;
        this.frameworks = frameworks;
    }

    /** Empty when a part without which there is no rule could not be read; that is then an issue. */
    Optional<RuleDefinition> read() {
        RuleHead head = new HeadReader(fields).read();
        Facts facts = facts(head.commonVersion());
        Finding finding = finding();
        Cure cure = cure(head.commonVersion());
        Label label = label();
        fields.end();
        if (finding.fail().isEmpty() || finding.message().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(definition(head, facts, finding, cure, label));
    }

    /** What its expressions can use. */
    private record Facts(
            Map<String, Parameter> params,
            List<Condition> applies,
            List<ReadSpec> reads,
            Map<String, Expression> lets) {}

    /** When it fails and what is then said. */
    private record Finding(
            Optional<Expression> fail,
            Optional<Template> message,
            List<EvidenceSpec> evidence,
            List<Condition> notes) {}

    /** What is done about it. */
    private record Cure(List<GuardSpec> guards, Optional<FixSpec> fix, Optional<Template> ticket, Mode mode) {}

    /** What else is to be known of it. */
    private record Label(Map<String, List<String>> controls, boolean judgesAbsent, boolean overrides) {}

    private RuleDefinition definition(RuleHead head, Facts facts, Finding finding, Cure cure, Label label) {
        return new RuleDefinition(
                fields.place(),
                head.id(),
                fingerprint,
                head.title(),
                service,
                head.severity(),
                head.grade(),
                head.types(),
                head.apiVersions(),
                head.triggers(),
                facts.params(),
                facts.applies(),
                facts.reads(),
                facts.lets(),
                finding.fail().orElseThrow(),
                finding.message().orElseThrow(),
                finding.evidence(),
                finding.notes(),
                cure.guards(),
                cure.fix().orElse(null),
                cure.ticket().orElse(null),
                cure.mode(),
                label.controls(),
                label.judgesAbsent(),
                label.overrides());
    }

    private Facts facts(String apiVersion) {
        Map<String, Parameter> params = ParametersReader.read(fields.optional("params"));
        List<Condition> applies = applies(fields.optional("applies"));
        List<ReadSpec> reads = new ReadsReader(apiVersion).read(fields.optional("reads"));
        return new Facts(params, applies, reads, lets());
    }

    private Finding finding() {
        Optional<Expression> fail = Texts.expression(fields.required("fail"));
        Optional<Template> message = Texts.template(fields.required("message"));
        return new Finding(fail, message, evidence(), Texts.conditions(fields.optional("notes"), "note"));
    }

    private Cure cure(String apiVersion) {
        List<GuardSpec> guards = GuardReader.read(fields.optional("guards"));
        Field field = fields.required("fix");
        Optional<FixSpec> fix =
                field.present() && !FixReader.isNone(field) ? new FixReader(apiVersion).read(field) : Optional.empty();
        Optional<Template> ticket = Texts.template(fields.optional("ticket"));
        Mode mode = fields.required("mode").oneOf(Mode.class).orElse(Mode.TICKET);
        checkFixAndMode(field, ticket, mode);
        return new Cure(guards, fix, ticket, mode);
    }

    private Map<String, Expression> lets() {
        Map<String, Expression> lets = new LinkedHashMap<>();
        for (Field entry : fields.optional("let").entries()) {
            Texts.checkName(entry);
            Texts.expression(entry).ifPresent(expression -> lets.put(entry.name(), expression));
        }
        return lets;
    }

    private static List<Condition> applies(Field field) {
        if (field.node().filter(Scalar.class::isInstance).isEmpty()) {
            return Texts.conditions(field, "because");
        }
        return Texts.expression(field)
                .map(when -> List.of(new Condition(
                        when,
                        new Template(field.place(), List.of(new Template.Literal("it applies when " + when.text()))))))
                .orElse(List.of());
    }

    private List<EvidenceSpec> evidence() {
        return fields.optional("evidence").items().stream()
                .flatMap(item -> item.node().filter(Mapping.class::isInstance).isPresent()
                        ? item.entries().stream()
                                .flatMap(entry -> Texts.expression(entry).stream()
                                        .map(value -> new EvidenceSpec(entry.name(), value)))
                        : item.text().stream().map(path -> new EvidenceSpec(path, null)))
                .toList();
    }

    private Label label() {
        boolean judgesAbsent = fields.optional("judges-absent").truth().orElse(false);
        boolean overrides = fields.optional("overrides").truth().orElse(false);
        return new Label(new ControlsReader(frameworks).read(fields.optional("controls")), judgesAbsent, overrides);
    }

    private void checkFixAndMode(Field fix, Optional<Template> ticket, Mode mode) {
        if (!fix.present() || !FixReader.isNone(fix)) {
            return;
        }
        Field field = fields.optional("mode");
        if (field.present() && mode.compareTo(Mode.TICKET) > 0) {
            field.report("a rule without a fix can at most be in mode ticket");
        }
        if (ticket.isEmpty()) {
            fix.report("a rule without a fix needs 'ticket': what a person should do");
        }
    }
}
