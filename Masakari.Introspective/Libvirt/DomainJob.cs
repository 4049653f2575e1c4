namespace Masakari.Introspective.Libvirt;

/// <summary>What libvirt does to a domain at the moment.</summary>
/// <param name="Type"><c>virDomainJobType</c>: 0 for no job, 1 and 2 for one that runs, above that for one that ended.</param>
/// <param name="Operation">What the job is for.</param>
internal sealed record DomainJob(int Type, DomainJobOperation Operation)
{
    public static readonly DomainJob None = new(0, DomainJobOperation.Unknown);

    public bool IsActive => Type is 1 or 2;
}
