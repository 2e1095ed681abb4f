using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A model of a table of features that has learned: the common parts of fits of numbers and of classes.</summary>
public abstract class EstimatorFit
{
    private int _columns;
    private int _channels = 1;

    /// <summary>
    /// Whether a row is a series, the channels of each step in turn and perhaps of other length than others, and not a list of features.
    /// </summary>
    public abstract bool ReadsSeries { get; }

    /// <summary>The fitted model in one line, with what was chosen: <c>ridge, penalty 3.16</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The estimates; none for a model without parameters that can be read.</summary>
    public virtual IReadOnlyList<ParameterEstimate> Parameters => [];

    /// <summary>The warning to read before predictions are trusted; null where there is none.</summary>
    public string? Warning { get; init; }

    /// <summary>The time that learning took; zero for what was loaded.</summary>
    public TimeSpan Cost { get; internal set; }

    /// <summary>The model's name in its catalogue.</summary>
    private protected abstract string ModelName { get; }

    /// <summary>The fit as JSON: the model with its settings, and what it has learned.</summary>
    public JsonNode Save()
    {
        JsonObject saved = [];
        Write(saved);
        saved["columns"] = _columns;
        saved["channels"] = _channels;
        saved["state"] = SaveState();
        return saved;
    }

    /// <summary>The fitted state, without the model's settings, as the model's <c>Restore</c> takes it up.</summary>
    protected internal abstract JsonObject SaveState();

    /// <summary>Writes the model, and what is predicted.</summary>
    private protected abstract void Write(JsonObject saved);

    /// <summary>Notes the features that were learned from.</summary>
    private protected void LearnedFrom(FeatureTable features) => (_columns, _channels) = (features.Columns, features.Channels);

    /// <summary>Takes up the features that were learned from.</summary>
    private protected void LearnedFrom(JsonNode saved) =>
        (_columns, _channels) = (saved["columns"]!.GetValue<int>(), saved["channels"]!.GetValue<int>());

    /// <summary>Refuses rows with other features than those that were learned from.</summary>
    private protected void Check(FeatureTable features)
    {
        ArgumentNullException.ThrowIfNull(features);
        FeatureChecks.Require(features, ModelName, ReadsSeries, _columns);
        SavedEstimator.RequireChannels(_channels, features.Channels);
    }
}
