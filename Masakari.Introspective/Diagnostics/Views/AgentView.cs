namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>How an instance is asked through the guest agent.</summary>
/// <param name="Watched">Whether it is.</param>
/// <param name="Why">Why, or why not.</param>
/// <param name="State">What is believed: <c>discovery</c>, <c>healthy</c>, <c>error</c>, <c>held</c>, <c>reported</c>.</param>
/// <param name="HasAnswered">Whether it answered since its start.</param>
/// <param name="Opinion">What others than the agent say while it is suspect.</param>
/// <param name="Policy">Its settings; empty where it is not watched.</param>
internal sealed record AgentView(
    bool Watched,
    string Why,
    string State,
    bool HasAnswered,
    string Opinion,
    IReadOnlyList<SettingView> Policy
);
