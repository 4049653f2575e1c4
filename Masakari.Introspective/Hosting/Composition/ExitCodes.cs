namespace Masakari.Introspective.Hosting.Composition;

/// <summary>Exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Something failed; trying again may help.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong (argparse's code, as the Python monitors').</summary>
    public const int Usage = 2;

    /// <summary>The configuration is wrong: trying again does not help (EX_CONFIG of sysexits.h).</summary>
    public const int Configuration = 78;
}
