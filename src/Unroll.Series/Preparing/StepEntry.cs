using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step in <see cref="PreparingStep.Catalogue"/>: name, settings, how it is made, and how its fitted step is taken up again from what was
/// saved.
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
    /// Makes the fitted step again from what <see cref="FittedStep.ToJson"/> gave; it does the same, bit for bit.
    /// </param>
    public StepEntry(
        string name, Type type, string summary, IReadOnlyList<Setting> settings, Func<SettingValues, PreparingStep> create, Func<JsonObject,
            FittedStep> restore)
        : base(name, type, summary, settings, create)
    {
        ArgumentNullException.ThrowIfNull(restore);
        Restore = restore;
    }

    /// <summary>Makes the fitted step again from what it saved.</summary>
    public Func<JsonObject, FittedStep> Restore { get; }
}
