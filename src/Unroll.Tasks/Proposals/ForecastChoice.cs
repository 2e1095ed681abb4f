using System.Globalization;

namespace Unroll.Tasks.Proposals;

/// <summary>The chosen candidate of a search, with what it was chosen against.</summary>
/// <param name="Chosen">The chosen one.</param>
/// <param name="Plain">The linear model of the series as it is.</param>
/// <param name="Linear">The best linear model.</param>
/// <param name="Recurrent">The best recurrent network; null where none could be trained.</param>
/// <param name="Shape">Distribution and growth of the target.</param>
internal sealed record ForecastChoice(
    ForecastTrialResult Chosen, ForecastTrialResult Plain, ForecastTrialResult Linear, ForecastTrialResult? Recurrent, TargetShape Shape)
{
    /// <summary>The chosen network without holidays, where it has them; else null.</summary>
    internal ForecastTrialResult? WithoutHolidays { get; init; }

    /// <summary>The best network, which keeps the place where no classical model is clearly better; null where none was compared.</summary>
    internal ForecastTrialResult? Network { get; init; }

    /// <summary>The best classical model; null where none was tried.</summary>
    internal ForecastTrialResult? Classical { get; init; }

    /// <summary>The reasons, each with the text that its line in the recipe holds.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Comments()
    {
        ForecastCandidate candidate = Chosen.Candidate;
        if (candidate.Transformation.Any(step => step.ContainsKey("log")))
        {
            yield return new("- log", Shape.Grows
                ? string.Create(CultureInfo.InvariantCulture, $"values are positive, and change {Shape.GrowthRatio:0.0}-fold")
                : "values are positive and skewed");
        }

        if (candidate.Transformation.Any(step => step.ContainsKey("difference")))
        {
            yield return new("- difference:",
                $"MAE {Text(Linear.Error)} of a linear model on rows before the test part, {Text(Plain.Error)} "
                + "as it is");
        }

        if (WithoutHolidays is { } without)
        {
            yield return new("- holidays:",
                $"MAE {Text(without.Error)} before the test part without them, {Text(Chosen.Error)} with those of "
                + "Germany");
        }

        string naive = double.IsNaN(Chosen.NaiveError) ? "" : $"; naive: {Text(Chosen.NaiveError)}";
        string other = candidate.IsLinear
            ? Recurrent is null ? "" : $", an LSTM of {CountFormatter.Format(Recurrent.Candidate.Units, "units")} {Text(Recurrent.Error)}"
                + (Recurrent.Error < Linear.Error ? ", which is not clearly better" : "")
            : $", {(Linear.Candidate.IsLinear ? "a linear model" : "an LSTM")} {Text(Linear.Error)}";
        if (candidate.Classical is not null)
        {
            yield return new("model:", $"{Network!.Candidate.Family}: MAE {Text(Network.Error)}, which is clearly worse");
        }
        else if (Classical is not null && !candidate.IsNearNaive)
        {
            yield return new("model:", $"{Classical.Candidate.Family}: MAE {Text(Classical.Error)}"
                + (Classical.Score < Chosen.Score ? ", which is not clearly better" : ""));
        }

        // It comes to stand right behind its key, above the one before.
        yield return new("model:", candidate.Classical is not null
            ? $"{candidate.Family}: MAE {Text(Chosen.Error)} before the test part{naive}"
            : candidate.IsNearNaive
            ? $"nothing beats the naive forecast clearly before the test part (MAE {Text(Chosen.NaiveError)}); this stays near it"
            : candidate.IsLinear
            ? $"a linear model: MAE {Text(Linear.Error)} before the test part{other}{naive}"
            : $"MAE {Text(Chosen.Error)} before the test part{other}{naive}");
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
