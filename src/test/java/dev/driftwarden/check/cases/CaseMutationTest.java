package dev.driftwarden.check.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.RuleGlob;
import dev.driftwarden.check.WorldCheck;
import dev.driftwarden.check.cases.Mutations.Mutation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.world.recorded.Document;
import dev.driftwarden.world.recorded.RecordedWorld;
import dev.driftwarden.world.recorded.WorldRecorder;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Breaks the worlds of all cases in many ways, the same ones every time. */
class CaseMutationTest {
    private static final long SEED = 20_260_101L;
    private static final int MUTATIONS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What the catalogue lets pass when it is missing: its defaults, and a rule or exclusion that is no longer there. */
    private static final List<Pattern> MAY_PASS_WHEN_REMOVED = List.of(
            Pattern.compile("storage\\.https-only /\\d+/properties/supportsHttpsTrafficOnly"),
            Pattern.compile("network\\.nsg-.* /\\d+/properties/securityRules(/\\d+)?"),
            Pattern.compile("network\\.nsg-.* /\\d+/.*/(source|destination)(Address|Port)[A-Za-z]+(/\\d+)?"),
            Pattern.compile("rbac\\..* /\\d+/properties/permissions/\\d+(/(dataA|a)ctions(/\\d+)?)?"),
            Pattern.compile(
                    "(rbac\\.(too-many-owners|guest-privileged)|entra\\.too-many-global-admins) /\\d+/value/\\d+"),
            Pattern.compile("entra\\..* /\\d+/.*/exclude[A-Za-z]+(/\\d+)?"),
            Pattern.compile("entra\\..* /\\d+/.*/builtInControls/\\d+"),
            Pattern.compile("entra\\.ca-tenant-exclusions /\\d+/properties/.+"),
            Pattern.compile(
                    "entra\\.(trusted-location-too-wide|policy-drift) /\\d+/properties/(isTrusted|ipRanges/\\d+)"),
            Pattern.compile("entra\\.user-consent /\\d+/.*/permissionGrantPoliciesAssigned/\\d+"),
            Pattern.compile("entra\\.app-credential-hygiene /\\d+/properties/(password|key)Credentials(/\\d+)?"),
            Pattern.compile("entra\\.inactive-account /\\d+/.*/lastSuccessfulSignInDateTime"),
            Pattern.compile("entra\\.inactive-application /\\d+/(value/\\d+|.*Credentials(/\\d+)?)"),
            Pattern.compile("storage\\.container-public-access /\\d+/properties/publicAccess"),
            Pattern.compile("storage\\.local-users-sftp /\\d+/properties/isSftpEnabled"),
            Pattern.compile("storage\\.trusted-services-bypass /\\d+/properties/networkAcls(/defaultAction)?"),
            Pattern.compile("[a-z]+\\.wide-ip-rules /\\d+/properties/networkAcls(/defaultAction|/ipRules(/\\d+)?)?"),
            Pattern.compile("cosmos\\.network-open /\\d+/properties/ipRules/\\d+"),
            Pattern.compile("redis\\.non-ssl-port /\\d+/properties/enableNonSslPort"),
            Pattern.compile(
                    "network\\.subnet-no-nsg /\\d+/properties/subnets/\\d+(/properties/ipConfigurations(/\\d+)?)?"),
            Pattern.compile("network\\.vnet-flow-logs /\\d+/properties/retentionPolicy(/days)?"),
            Pattern.compile("network\\.appgw-waf /\\d+/properties/httpListeners"
                    + "(/\\d+(/properties(/firewallPolicy(/id)?)?)?)?"),
            Pattern.compile("(sql|postgres|mysql)\\.firewall-.* /\\d+/value/\\d+"),
            Pattern.compile("sql\\.audit-retention /\\d+/properties/retentionDays"),
            Pattern.compile("sqlmi\\.public-endpoint /\\d+/properties/(publicDataEndpointEnabled|minimalTlsVersion)"),
            Pattern.compile(
                    "acr\\.[a-z-]+ /\\d+/properties/(adminUserEnabled|anonymousPullEnabled|networkRuleSet/ipRules(/\\d+)?)"),
            Pattern.compile("ai\\.public-network /\\d+/properties/networkAcls/ipRules(/\\d+)?"),
            Pattern.compile("aks\\.authorized-ip /\\d+/.*/authorizedIPRanges/\\d+"),
            Pattern.compile("aks\\.node-public-ip /\\d+/properties/agentPoolProfiles(/\\d+(/enableNodePublicIP)?)?"),
            Pattern.compile("aks\\.rbac-entra /\\d+/properties/enableRBAC"),
            Pattern.compile("apim\\.direct-management /\\d+/properties/enabled"),
            Pattern.compile("apim\\.legacy-tls /\\d+/properties/customProperties(/.*)?"),
            Pattern.compile("backup\\.soft-delete /\\d+/properties/softDeleteFeatureState"),
            Pattern.compile(
                    "defender\\.mcsb-policy-disabled /\\d+/(value/\\d+|properties/(enforcementMode|parameters(/.*)?))"),
            // Any destination does while none is approved; that it is gone has to be known.
            Pattern.compile("monitor\\.activity-log-export /\\d+(/absent)?"),
            Pattern.compile("monitor\\.activity-alerts /\\d+/value/\\d+/properties/(condition/allOf/\\d+|enabled)"),
            Pattern.compile(
                    "monitor\\.diagnostic-setting-removed /\\d+/value/properties/(workspaceId|logs(/\\d+(/(category|enabled))?)?)"),
            Pattern.compile(
                    "web\\.access-restriction-any /\\d+/properties/(scmI|i)pSecurityRestrictions(DefaultAction|/\\d+)?"),
            Pattern.compile("web\\.authentication /\\d+/properties/globalValidation(/unauthenticatedClientAction)?"),
            Pattern.compile("web\\.cors-wildcard /\\d+/properties/cors(/allowedOrigins(/\\d+)?)?"),
            Pattern.compile("web\\.remote-debugging /\\d+/properties/remoteDebuggingEnabled"));

    private final Rules rules = ShippedCases.rules();

    @TestFactory
    Stream<DynamicTest> brokenWorldsNeverThrowHangOrPass() {
        return CaseFolder.files(ShippedCases.FOLDER).stream()
                .map(file -> DynamicTest.dynamicTest(
                        CaseFolder.ruleOf(file) + "/" + file.getFileName(), () -> breakIt(file)));
    }

    private void breakIt(Path file) {
        RuleCase ruleCase = CaseFolder.read(file, new Issues()).orElseThrow();
        RuleInfo rule = rules.find(ruleCase.ruleId()).orElseThrow();
        Judgement whole = new CaseRunner(rules).run(ruleCase).judgement().orElseThrow();
        JsonNode entries = entries(file);
        Rules asked = rules.at(ruleCase.now(), Map.of(ruleCase.ruleId(), ruleCase.params()));
        WorldCheck check = new WorldCheck(asked, RuleGlob.all());
        // Rules are compiled when they are first needed, which is not part of the limit.
        judge(entries, check, rule, whole.resource());
        Mutations mutations = new Mutations(SEED + file.toString().hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            Mutation mutation = mutations.mutate(entries);
            long before = System.nanoTime();
            Optional<Judgement> broken = judge(mutation.world(), check, rule, whole.resource());
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as(mutation.path())
                    .isLessThan(LIMIT);
            broken.ifPresent(judgement -> assertNotExcused(rule, whole, judgement, mutation));
        }
    }

    private static void assertNotExcused(RuleInfo rule, Judgement whole, Judgement broken, Mutation mutation) {
        boolean excused = whole.verdict() == Verdict.FAIL && broken.verdict() == Verdict.PASS;
        boolean byDefault = mutation.removed()
                && MAY_PASS_WHEN_REMOVED.stream()
                        .anyMatch(p ->
                                p.matcher(rule.id() + " " + mutation.path()).matches());
        assertThat(excused && !byDefault)
                .as(
                        "%s passes after %s was %s: %s",
                        rule.id(),
                        mutation.path(),
                        mutation.removed() ? "removed" : "given another type",
                        broken.message())
                .isFalse();
    }

    /** Empty when the input was refused or the subject is no longer in it; everything else in the world is judged too. */
    private static Optional<Judgement> judge(JsonNode entries, WorldCheck check, RuleInfo rule, ResourceId subject) {
        RecordedWorld world;
        try {
            WorldRecorder recorder = new WorldRecorder();
            recorder.add(new Document("case", entries, new IdentityHashMap<>()));
            world = recorder.world();
        } catch (BadInputException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return Optional.empty();
        }
        List<Judgement> all = check.judge(world);
        return all.stream()
                .filter(judgement -> judgement.rule().id().equals(rule.id()))
                .filter(judgement -> judgement.resource().equals(subject))
                .findFirst();
    }

    private static JsonNode entries(Path file) {
        Issues issues = new Issues();
        return YamlFile.parse(file.toString(), CaseFolder.text(file), issues)
                .flatMap(root -> Fields.of(root, issues).required("world").json())
                .orElseThrow();
    }
}
