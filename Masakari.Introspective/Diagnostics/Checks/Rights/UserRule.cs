namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Says whose rights the report is about. Pure.</summary>
internal static class UserRule
{
    public static Finding Judge(string user, bool isRoot) =>
        isRoot
            ? Finding.Note(
                CheckGroup.Permissions,
                FindingCodes.User,
                user,
                "root may do everything: the rights of the service's own user were not looked at",
                "Run it as that user too: runuser -u masakari-introspective -- masakari-introspective check."
            )
            : Finding.Ok(CheckGroup.Permissions, FindingCodes.User, user, "the rights are looked at as this user");
}
