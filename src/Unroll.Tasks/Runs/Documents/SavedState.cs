using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The state of a task beside the weights of a network.</summary>
/// <param name="Version">Version of the format.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Seed">The seed that was used.</param>
/// <param name="Networks">Number of networks of the ensemble.</param>
/// <param name="Learned">What the task learned.</param>
internal sealed record SavedState(
    int Version,
    string Task,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Seed,
    int Networks,
    JsonObject Learned)
{
    /// <summary>
    /// Names of the classical models among the baselines, which have files of their own; null where there are none, and in runs of before
    /// they were saved.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Baselines { get; init; }

    /// <summary>The members of an ensemble of recipes, whose networks follow one another; null where there are none.</summary>
    public IReadOnlyList<SavedMember>? Members { get; init; }
}

/// <summary>The state of a member of an ensemble.</summary>
/// <param name="Networks">Number of its networks.</param>
/// <param name="Learned">What the task learned; null for the first, which has that of the run.</param>
internal sealed record SavedMember(int Networks, JsonObject? Learned);

/// <summary>The version of a document's format, which is read before the rest.</summary>
/// <param name="Version">The version.</param>
internal sealed record SavedVersion(int Version);
