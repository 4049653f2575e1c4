namespace Masakari.Introspective.Cli.Completion;

/// <summary>A shell that can complete our commands.</summary>
internal enum Shell
{
    Bash,
    Zsh,
    Fish,
}
