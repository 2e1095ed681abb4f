using System.Globalization;
using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Reports.Html;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Sections;

/// <summary>A look inside a network as sections: saliency, the first recurrent layer, attention.</summary>
internal static class ExplanationSections
{
    private const int MostFeatures = 20;

    /// <summary>The sections.</summary>
    /// <param name="explanation">The look inside.</param>
    /// <param name="hasGates">Whether each gate has a heat map of its own, as on a page that shows nothing else.</param>
    public static IEnumerable<ReportSection> Of(Explanation explanation, bool hasGates) =>
    [
        .. explanation.Importance.Count > 1 ? [Importance(explanation)] : (ReportSection[])[],
        .. explanation.Samples.SelectMany(sample => OfSample(sample, explanation)),
        .. explanation.Text is { } text ? TextLookSections.Of(text, explanation.Unit) : [],
        .. explanation.Trace is { } trace ? OfLayer(trace, explanation, hasGates) : [],
        .. explanation.Attention.Select(map => Attention(map, explanation.TokensOf(map))),
    ];

    private static TableSection Importance(Explanation explanation) => new(
        "Which inputs count", [new TableColumn("Input"), new TableColumn("Share of all saliency", ScoreFormat.Share)],
        [.. explanation.Importance.Take(MostFeatures).Select(item => (IReadOnlyList<object?>)[item.Feature, item.Share])])
    {
        Note = $"Shares of the magnitudes of {Method(explanation.Method)} over "
            + $"{CountFormatter.Format(explanation.Samples.Count, "samples")}."
            + (explanation.Importance.Count > MostFeatures
                ? $" {CountFormatter.Format(explanation.Importance.Count - MostFeatures, "other inputs")} count less." : ""),
    };

    private static IEnumerable<ReportSection> OfSample(SampleExplanation sample, Explanation explanation)
    {
        SaliencyMap map = sample.Map;
        bool isOnly = explanation.Samples.All(other => other.Series == sample.Series);
        string of = sample.End.Length > 0 && isOnly ? $" to {sample.End}"
            : sample.Series.Length == 0 ? "" : $" of {sample.Series}" + (sample.End.Length > 0 ? $" to {sample.End}" : "");
        string note = $"{Names.Readable(Method(map.Method))} for {sample.What}, which is {Figures.Number(map.Output)} here and "
            + $"{Figures.Number(map.BaselineOutput)} for the baseline{(sample.IsNumber ? ", on the scale of the network" : "")}: "
            + "green raises it, blue lowers it."
            + (map.Method == SaliencyMethod.IntegratedGradients
                ? $" Completeness error: {Figures.Percent(100 * map.CompletenessError)}." : "");
        for (int i = 0; i < map.Inputs.Count; i++)
        {
            InputSaliency input = map.Inputs[i];
            string title = map.Inputs.Count > 1 ? $"Saliency{of}: {SampleExplanation.TitleOf(input)}" : $"Saliency{of}";
            yield return input.IsTokens
                ? Tokens(title, note, input, sample.Tokens[i])
                : new HeatMapSection(
                    title, "timestep", "input", Steps(input.Timesteps), explanation.Features[i],
                    [.. Enumerable.Range(0, input.Features).Select(
                        feature => (IReadOnlyList<double>)[.. Enumerable.Range(0, input.Timesteps).Select(t => input[t, feature])])])
                { Note = note };
        }
    }

    private static ColoredTextSection Tokens(string title, string note, InputSaliency input, IReadOnlyList<string> tokens)
    {
        double largest = Math.Max(input.Values.Max(Math.Abs), double.Epsilon);
        return new ColoredTextSection(title, [.. tokens.Zip(input.Values, (token, value) => new ColoredToken(
            token, value / largest, Figures.Number(value, 3)))])
        {
            Note = note,
            AreWords = tokens.Average(token => token.Length) > 1.5,
        };
    }

    private static IEnumerable<ReportSection> OfLayer(RecurrentTrace trace, Explanation explanation, bool hasGates)
    {
        string name = $"{trace.Layer} ({trace.Kind})";
        StateReach reach = explanation.Reach!;
        yield return new LineSection(
            $"How far back the state of {trace.Layer} reaches", new ChartAxis("steps back") { IsWhole = true },
            new ChartAxis("norm of the derivative") { IsLogarithmic = true },
            [new ChartLine(trace.Layer, [.. Enumerable.Range(0, reach.Norms.Count).Select(k => (double)k)], reach.Norms)])
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"The norm of the derivative of its last hidden state by the input k steps before. "
                + $"At {CountFormatter.Format(reach.Within(), "steps")} back it is still at least a hundredth of its largest."),
        };
        int dead = explanation.Units.Count(unit => unit.IsDead), saturated = explanation.Units.Count(unit => unit.IsSaturated);
        IReadOnlyList<string>? tokens = explanation.TraceTokens;
        yield return OfTrack($"Hidden states of {name}", trace.Hidden, 1, tokens) with
        {
            Note = explanation.Units is not [{ IsJudged: true, Timesteps: var timesteps }, ..] ? null
                : $"Of {CountFormatter.Format(trace.Hidden.Units, "units")}, {dead} hardly ever change (dead) and {saturated} are at a "
                + $"limit nearly all the time (saturated), over {CountFormatter.Format(timesteps, "timesteps")}.",
        };
        if (hasGates && trace.Cell is { } cell)
        {
            yield return OfTrack($"Cell states of {name}", cell, null, tokens);
        }

        foreach (StateTrack gate in hasGates ? trace.Gates : [])
        {
            string title = $"{Names.Readable(gate.Name)}{(gate.Name == "candidate" ? "" : " gate")} of {trace.Layer}";
            yield return OfTrack(title, gate, 1, tokens) with { HasSigns = gate.Name == "candidate" };
        }

        double[] steps = [.. Enumerable.Range(0, trace.Hidden.Timesteps).Select(t => (double)t)];
        if (explanation.Unit is { } unit && unit < trace.Hidden.Units && (explanation.Text?.Firing?.Layer ?? trace.Layer) == trace.Layer)
        {
            StateTrack?[] tracks = [trace.Hidden, trace.Cell, .. trace.Gates];
            yield return new LineSection(
                FormattableString.Invariant($"Unit {unit} of {trace.Layer} over time"), new ChartAxis("timestep") { IsWhole = true },
                new ChartAxis("activation"),
                [.. tracks.OfType<StateTrack>().Select(track => new ChartLine(
                    track.Name, steps, [.. track.OfUnit(unit).Select(value => (double)value)]))])
            { IsColored = true };
        }

        if (trace.Gates.Count > 0)
        {
            yield return new LineSection(
                $"Gates of {trace.Layer} over time", new ChartAxis("timestep") { IsWhole = true }, new ChartAxis("mean over the units"),
                [.. trace.Gates.Where(gate => gate.Name != "candidate").Select(gate => new ChartLine(gate.Name, steps, gate.Means()))]);
        }
    }

    private static HeatMapSection OfTrack(string title, StateTrack track, double? limit, IReadOnlyList<string>? tokens) => new(
        title, tokens is null ? "timestep" : "token", "unit", tokens ?? Steps(track.Timesteps),
        [.. Enumerable.Range(0, track.Units).Select(Number)],
        [.. Enumerable.Range(0, track.Units).Select(
            unit => (IReadOnlyList<double>)[.. track.OfUnit(unit).Select(value => (double)value)])])
    {
        Limit = limit,
        NamesColumns = tokens is not null,
    };

    private static HeatMapSection Attention(AttentionMap map, AttentionTokens? tokens) => new(
        FormattableString.Invariant($"Attention of {map.Layer}, head {map.Head}"),
        tokens is null ? "attended timestep" : tokens.IsSelf ? "attended token" : "token of the source",
        tokens is null ? "timestep" : tokens.IsSelf ? "token" : "token that was written",
        tokens?.Source ?? Steps(map.Keys), tokens?.Written ?? Steps(map.Timesteps),
        [.. Enumerable.Range(0, map.Timesteps).Select(
            t => (IReadOnlyList<double>)[.. Enumerable.Range(0, map.Keys).Select(key => (double)map[t, key])])])
    {
        NamesColumns = tokens is not null,
        HasSigns = false,
    };

    private static string[] Steps(int count) => [.. Enumerable.Range(0, count).Select(Number)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Method(SaliencyMethod method) => SaliencyMethodNames.Of(method).Replace('-', ' ');
}
