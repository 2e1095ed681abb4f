using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step's entry in <see cref="PreparingStep.Catalogue"/>: name, settings, and functions that create the step and restore the fitted one.
/// </summary>
public class StepEntry : Entry<PreparingStep>
{
    /// <summary>Creates an entry.</summary>
    /// <param name="name">
    /// The step's name in kebab case; <see cref="PreparingStep.Name"/> and <see cref="FittedStep.Name"/> are the same.
    /// </param>
    /// <param name="type">The type of the step.</param>
    /// <param name="summary">What it does, in one sentence.</param>
    /// <param name="settings">Its settings, in the order in which they are written.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="restore">
    /// Restores the fitted step from <see cref="FittedStep.ToJson"/>; results are the same, bit for bit.
    /// </param>
    public StepEntry(
        string name, Type type, string summary, IReadOnlyList<Setting> settings, Func<SettingValues, PreparingStep> create, Func<JsonObject,
            FittedStep> restore)
        : base(name, type, summary, settings, create)
    {
        ArgumentNullException.ThrowIfNull(restore);
        Restore = restore;
    }

    /// <summary>Restores the fitted step from its JSON.</summary>
    public Func<JsonObject, FittedStep> Restore { get; }
}

/// <summary>The entry of a step with options, whose fitted step is saved with the step's settings.</summary>
internal sealed class StepEntry<TStep, TOptions> : StepEntry
    where TStep : ConfiguredStep<TOptions>
    where TOptions : struct
{
    /// <summary>Creates an entry.</summary>
    /// <param name="name">The step's name in kebab case.</param>
    /// <param name="summary">What it does, in one sentence.</param>
    /// <param name="settings">Its settings, in the order in which they are written.</param>
    /// <param name="create">Makes it of its options.</param>
    /// <param name="restore">Restores the fitted step from the step and what it saved besides.</param>
    /// <param name="shorthand">The setting whose value may stand alone; null where there is none.</param>
    public StepEntry(string name, string summary, Func<StepSettings<TOptions>, StepSetting<TOptions>[]> settings,
        Func<TOptions, TStep> create, Func<TStep, JsonObject, FittedStep> restore, string? shorthand = null)
        : this(name, summary, settings(new()), create, restore) =>
        Shorthand = Settings.FirstOrDefault(setting => setting.Name == shorthand);

    private StepEntry(string name, string summary, StepSetting<TOptions>[] settings, Func<TOptions, TStep> create,
        Func<TStep, JsonObject, FittedStep> restore)
        : base(name, typeof(TStep), summary, [.. settings.Select(setting => setting.Setting)],
            values => create(settings.Aggregate(default(TOptions), (options, setting) => setting.Apply(options, values))),
            json => restore((TStep)json.Step(), json))
    {
    }
}
