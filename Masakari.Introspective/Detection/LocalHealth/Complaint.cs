namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>One reason to doubt the judge.</summary>
/// <param name="Points">What it adds to the score.</param>
/// <param name="Words">A clause for people: <c>its timer came 1.2 s late</c>.</param>
internal readonly record struct Complaint(int Points, string Words);
