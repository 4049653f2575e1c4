namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>The folder for what must survive a restart, as it is found.</summary>
/// <param name="Path">The folder that was asked about.</param>
/// <param name="Nearest">It, or the nearest folder above it that exists: there it would be made.</param>
/// <param name="Space">What is free there; null where that cannot be told.</param>
internal sealed record StateFolder(string Path, PathRights Nearest, FreeSpace? Space)
{
    public bool Exists => Nearest.Path == Path;

    public static StateFolder Look(string path)
    {
        var nearest = path;
        while (!PathReader.Read(nearest).Exists && System.IO.Path.GetDirectoryName(nearest) is { Length: > 0 } above)
        {
            nearest = above;
        }

        return new StateFolder(path, PathReader.Read(nearest), FreeSpaceReader.Read(nearest));
    }
}
