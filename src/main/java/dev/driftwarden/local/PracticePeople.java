package dev.driftwarden.local;

import java.util.List;
import java.util.Optional;

/** Who may be played in the practice tenant. */
public record PracticePeople(List<PracticePerson> all) {
    /** The practice tenant's id. */
    public static final String TENANT = "7d1a2f64-0c2e-4f0e-9f56-3f1f8f3c0a10";

    private static final String VIEWER = "Driftwarden.Viewer";
    private static final String APPROVER = "Driftwarden.Approver";
    private static final String ADMIN = "Driftwarden.Admin";

    public PracticePeople {
        all = List.copyOf(all);
    }

    /** Olivia approves, Ada is the one who changes things, Pat administers, Vera looks. */
    public static PracticePeople standard() {
        return new PracticePeople(List.of(
                person("olivia", "Olivia Oncall", "11111111-0000-4000-8000-000000000001", List.of(VIEWER, APPROVER)),
                person("ada", "Ada Example", "11111111-0000-4000-8000-000000000002", List.of(VIEWER)),
                person("pat", "Pat Platform", "11111111-0000-4000-8000-000000000003", List.of(VIEWER, APPROVER, ADMIN)),
                person("vera", "Vera Viewer", "11111111-0000-4000-8000-000000000004", List.of(VIEWER))));
    }

    private static PracticePerson person(String key, String name, String objectId, List<String> roles) {
        return new PracticePerson(key, name, key + "@contoso.com", objectId, TENANT, roles);
    }

    Optional<PracticePerson> named(String key) {
        return all.stream().filter(person -> person.key().equals(key)).findFirst();
    }
}
