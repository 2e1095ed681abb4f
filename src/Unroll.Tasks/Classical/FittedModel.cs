using System.Text.Json.Nodes;
using Unroll.Data;

namespace Unroll.Tasks.Classical;

/// <summary>A classical model fitted to a training part, which predicts samples as a network does.</summary>
internal abstract class FittedModel
{
    /// <summary>The key of the kind of model in what is saved.</summary>
    protected const string Kind = "kind";

    /// <summary>The fitted model in one line: <c>ridge regression, penalty 3.16</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Number of estimates, as far as they are parameters.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Warnings to read before predictions are trusted; mostly none.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>The time that fitting took; zero for what was loaded.</summary>
    public TimeSpan Cost { get; set; }

    /// <summary>Facts for the metrics document.</summary>
    public JsonObject Facts() => new()
    {
        ["description"] = Description,
        ["parameters"] = ParameterCount,
        ["seconds"] = Math.Round(Cost.TotalSeconds, 3),
    };

    /// <summary>Takes up what <see cref="ToJson"/> gave.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="InputException">It is damaged, or of a model that is not registered.</exception>
    public static FittedModel FromJson(JsonObject json) => json[Kind]?.GetValue<string>() switch
    {
        FittedSeries.KindName => FittedSeries.FromJson(json),
        FittedTable.RegressionKind or FittedTable.ClassificationKind => FittedTable.FromJson(json),
        var other => throw new InputException($"The model that was saved is of the kind \"{other}\", which is not known: train it again."),
    };

    /// <summary>The predictions of samples, on the scale of a network's outputs.</summary>
    /// <param name="samples">The samples; their targets are not used.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>Sample after sample, [samples, outputs].</returns>
    public abstract float[] Predict(SampleSource samples, int threads);

    /// <summary>Whether each sample is a text without any token that was learned from; no sample is, unless a model overrides it.</summary>
    /// <param name="samples">The samples; their targets are not used.</param>
    public virtual bool[] LackKnownTokens(SampleSource samples) => new bool[samples.Count];

    /// <summary>The fitted model, as it is saved.</summary>
    public abstract JsonObject ToJson();
}
