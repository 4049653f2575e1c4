namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>Who we are to OpenStack. The text form of every kind leaves secrets out.</summary>
internal abstract record Credentials
{
    public abstract override string ToString();
}
