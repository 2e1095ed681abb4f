using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step's entry in <see cref="PreparingStep.Catalogue"/>: name, settings, and functions that create the step and restore the fitted one.
/// </summary>
public sealed class StepEntry : Entry<PreparingStep>
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
