using Unroll.Insight.Texts;
using Unroll.Reports.Html;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Sections;

/// <summary>Neurons and guesses over a text as sections.</summary>
internal static class TextLookSections
{
    private const int MostNeurons = 3;
    private const int MostGuesses = 300;

    /// <summary>The sections.</summary>
    /// <param name="text">The neurons and guesses.</param>
    /// <param name="unit">The unit that was asked for; null where none was.</param>
    public static IEnumerable<ReportSection> Of(TextLook text, int? unit) =>
        [.. text.Firing is { } firing ? Neurons(text, firing, unit) : [], Guesses(text)];

    private static IEnumerable<ReportSection> Neurons(TextLook text, NeuronTrace firing, int? unit) =>
    [
        .. unit is { } chosen ? [Neuron(text, firing, FormattableString.Invariant($"Unit {chosen}"), chosen)] : (ReportSection[])[],
        .. text.Read < NeuronSearch.MinTokens ? [] : (ReportSection[])[Matches(text, firing)],
        .. text.Matches.DistinctBy(match => match.Unit).Take(MostNeurons).Select(
            match => Neuron(text, firing, FormattableString.Invariant($"Unit {match.Unit}: {match.Feature}"), match.Unit)),
    ];

    private static TableSection Matches(TextLook text, NeuronTrace firing) => new(
        "Units that follow the text",
        [new TableColumn("Feature of the text"), new TableColumn("Unit"), new TableColumn("Correlation") { IsSigned = true }],
        [.. text.Matches.Select(match => (IReadOnlyList<object?>)[match.Feature, match.Unit, match.Correlation])])
    {
        Note = $"Of each feature the unit of {firing.Layer} whose firing is correlated with it most, over "
            + $"{CountFormatter.Format(text.Read, "tokens")}.",
    };

    private static ColoredTextSection Neuron(TextLook text, NeuronTrace firing, string title, int unit) => new(
        title,
        [.. firing.Tokens.Zip(firing.OfUnit(unit), (token, value) => new ColoredToken(
            token, value, Figures.Number(value, 3)))])
    {
        Note = "Its firing behind each token, from −1 (blue) to 1 (green).",
        AreWords = text.AreWords,
    };

    private static ColoredTextSection Guesses(TextLook text) => new(
        "Guesses",
        [.. text.Guesses.Tokens.Take(MostGuesses).Select(token => new ColoredToken(
            token.Token, double.IsNaN(token.Probability) ? 0 : token.Probability, Percent(token.Probability))
        {
            Below = [.. token.Best.Select(guess => new ColoredToken(guess.Token, guess.Probability, Percent(guess.Probability)))],
        })])
    {
        Note = "Each token by the probability that the network gave it, the greener the likelier, and below it the five that it held for "
            + $"likeliest: {Figures.Number(text.Guesses.NatsPerToken)} nats a token.",
        AreWords = text.AreWords,
    };

    private static string? Percent(double probability) => double.IsNaN(probability) ? null : Figures.Percent(100 * probability);
}
