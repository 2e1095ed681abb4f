using System.Globalization;
using Spectre.Console;
using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Insight.Texts;
using Unroll.Tasks.Explaining;

namespace Unroll.Cli.Display;

/// <summary>A look inside a network for people: what counts in the samples, and what the first recurrent layer does.</summary>
internal static class ExplanationDisplay
{
    private const int MostFeatures = 15;
    private const int MaxTokens = 12;
    private const int LineWidth = 48;

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="explanation">The look inside.</param>
    /// <param name="page">The page that was written; null for none.</param>
    internal static void Draw(Screen screen, Explanation explanation, string? page)
    {
        string method = SaliencyMethodNames.Of(explanation.Method).Replace('-', ' ');
        if (explanation.Networks > 1)
        {
            screen.Line($"Of {CountFormatter.Format(explanation.Networks, "networks")}, the first is explained.");
        }

        foreach (SampleExplanation sample in explanation.Samples)
        {
            DrawSample(screen, sample, method);
        }

        if (explanation.Importance.Count > 1)
        {
            Table table = EvaluationDisplay.Start(["which inputs count", "share of all saliency"]);
            foreach (FeatureImportance item in explanation.Importance.Take(MostFeatures))
            {
                EvaluationDisplay.AddRow(table, "default", [item.Feature, NumberFormatter.Percent(item.Share)]);
            }

            screen.Console.Write(table);
            if (explanation.Importance.Skip(MostFeatures).ToArray() is { Length: > 0 } others)
            {
                screen.Line($"and {CountFormatter.Format(others.Length, "other inputs")}, of at most "
                    + $"{NumberFormatter.Percent(others[0].Share)} each; --json lists all");
            }
        }

        if (explanation.Text is { } text)
        {
            DrawText(screen, text);
        }

        if (explanation.Trace is { } trace)
        {
            DrawLayer(screen, trace, explanation);
        }

        foreach (AttentionMap map in explanation.Attention)
        {
            double[] means = [.. Enumerable.Range(0, map.Keys).Select(
                key => Enumerable.Range(0, map.Timesteps).Average(t => (double)map[t, key]))];
            string lead = FormattableString.Invariant($"attention of {map.Layer}, head {map.Head}");
            screen.Line(explanation.TokensOf(map) is { } tokens ? $"{lead}: {Tokens(means, tokens.Source, "0.000")}"
                : $"{lead}, over time: {Sparkline.Of(means, LineWidth)}");
        }

        if (page is not null)
        {
            screen.Line();
            screen.Line($"Pictures: {page}");
        }
        else
        {
            screen.Line("Pictures with --report FILE.html");
        }
    }

    private static void DrawSample(Screen screen, SampleExplanation sample, string method)
    {
        SaliencyMap map = sample.Map;
        screen.Line($"{map.Sample}: {sample.What} {NumberFormatter.Of(map.Output)}, of the baseline "
            + NumberFormatter.Of(map.BaselineOutput) + (sample.IsNumber ? ", on the scale of the network" : ""));
        for (int i = 0; i < map.Inputs.Count; i++)
        {
            InputSaliency input = map.Inputs[i];
            string name = map.Inputs.Count > 1 ? $" of {SampleExplanation.TitleOf(input)}" : "";
            if (input.IsTokens)
            {
                screen.Line($"  {method}{name}: {Tokens(input.Values, sample.Tokens[i], "+0.000;-0.000;0.000")}");
            }
            else
            {
                DrawOverTime(screen, $"  {method}{name} over time: ", input.ByTimestep());
            }
        }

        if (map.Method == SaliencyMethod.IntegratedGradients)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  completeness error {100 * map.CompletenessError:0.00} %: the parts add up to {map.Sum:G4} of "
                + $"{map.Output - map.BaselineOutput:G4}"));
        }
    }

    /// <summary>Draws the magnitude of each timestep's saliency, and its sign.</summary>
    private static void DrawOverTime(Screen screen, string lead, IReadOnlyList<double> values)
    {
        screen.Line(lead + Sparkline.OfMagnitudes(values, LineWidth));
        screen.Line("sign: ".PadLeft(lead.Length) + Sparkline.SignsOf(values, LineWidth));
        int most = Enumerable.Range(0, values.Count).MaxBy(t => Math.Abs(values[t]));
        screen.Line(string.Create(
            CultureInfo.InvariantCulture, $"{"most: ".PadLeft(lead.Length)}{values[most]:+0.000;-0.000;0.000} at timestep {most}"));
    }

    private static void DrawText(Screen screen, TextLook text)
    {
        if (text.Firing is not null && text.Read < NeuronSearch.MinTokens)
        {
            screen.Line($"Units that follow the text are told of at least {CountFormatter.Format(NeuronSearch.MinTokens, "tokens")}, but "
                + $"this text has {CountFormatter.Format(text.Read, "tokens")}: of so few, some unit always seems to follow.");
        }
        else if (text.Firing is { } firing)
        {
            Table table = EvaluationDisplay.Start(["feature of the text", "unit", "correlation"]);
            foreach (NeuronMatch match in text.Matches)
            {
                EvaluationDisplay.AddRow(table, "default",
                [
                    match.Feature, match.Unit.ToString(CultureInfo.InvariantCulture),
                    match.Correlation.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
                ]);
            }

            screen.Line($"Units of {firing.Layer} that follow the text, of {CountFormatter.Format(text.Read, "tokens")} that were read:");
            screen.Console.Write(table);
        }

        GuessedToken[] surest = [.. text.Guesses.Tokens.Skip(1)];
        int right = surest.Count(token => token.Best[0].Token == token.Token);
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Guesses: {text.Guesses.NatsPerToken:0.000} nats a token from a state of zero over "
            + $"{CountFormatter.Format(surest.Length, "tokens")}, of which {100.0 * right / surest.Length:0.0} % were guessed right."));
    }

    /// <summary>The tokens that count most, in their order, each with its number.</summary>
    private static string Tokens(IReadOnlyList<double> values, IReadOnlyList<string> tokens, string format)
    {
        HashSet<int> chosen = [.. Enumerable.Range(0, tokens.Count).OrderByDescending(i => Math.Abs(values[i])).Take(MaxTokens)];
        return string.Join("  ", Enumerable.Range(0, tokens.Count).Where(chosen.Contains).Select(
            i => $"{Visible(tokens[i])} {values[i].ToString(format, CultureInfo.InvariantCulture)}"));
    }

    // A text may hold what a terminal would obey.
    private static string Visible(string token) => token == " " ? "␣" : string.Concat(
        token.Select(letter => letter == '\n' ? '↵' : char.IsControl(letter) ? '·' : letter));

    private static void DrawLayer(Screen screen, RecurrentTrace trace, Explanation explanation)
    {
        int dead = explanation.Units.Count(unit => unit.IsDead), saturated = explanation.Units.Count(unit => unit.IsSaturated);
        screen.Line($"{trace.Layer} ({trace.Kind}), {CountFormatter.Format(trace.Hidden.Units, "units")}"
            + (explanation.Units.Any(unit => unit.IsJudged) ? $": {dead} dead, {saturated} saturated" : ""));
        if (trace.Gates.Count > 0)
        {
            Table table = EvaluationDisplay.Start(["gate", "mean", "open", "closed", "over time"]);
            foreach ((StateTrack gate, int place) in trace.Gates.Select((gate, place) => (gate, place)))
            {
                GateActivity[] all = [.. explanation.Units.Select(unit => unit.Gates[place])];
                EvaluationDisplay.AddRow(table, "default",
                [
                    gate.Name, all.Average(unit => unit.Mean).ToString("0.00", CultureInfo.InvariantCulture),
                    Share(all.Average(unit => unit.Open)), Share(all.Average(unit => unit.Closed)), Sparkline.Of(gate.Means(), LineWidth),
                ]);
            }

            screen.Console.Write(table);
        }

        StateReach reach = explanation.Reach!;
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"its last state still depends on the input {CountFormatter.Format(reach.Within(), "steps")} before, by at least a "
            + $"hundredth of the most: {Sparkline.Of([.. reach.Norms.Select(norm => Math.Log10(Math.Max(norm, 1e-30)))], LineWidth)} "
            + $"(logarithmic, from the last step back)"));
    }

    // A candidate is no gate, and neither open nor closed.
    private static string Share(double share) => double.IsNaN(share) ? "" : NumberFormatter.Percent(share);
}
