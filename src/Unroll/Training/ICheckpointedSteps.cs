using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;

namespace Unroll.Training;

/// <summary>The state of an optimizer's steps in a checkpoint, to the last bit.</summary>
internal interface ICheckpointedSteps
{
    /// <summary>Steps made so far.</summary>
    long Step { get; }

    /// <summary>Writes the state.</summary>
    /// <param name="tensors">Receives its arrays.</param>
    /// <param name="json">Receives the rest.</param>
    void Save(List<SafetensorsTensor> tensors, JsonObject json);

    /// <summary>Takes the state back.</summary>
    /// <param name="file">Its arrays.</param>
    /// <param name="json">The rest, with <c>step</c>, the steps made.</param>
    /// <param name="epoch">The next epoch, from 1.</param>
    /// <exception cref="InputException">Something is missing, or does not fit.</exception>
    void Restore(SafetensorsFile file, JsonConfiguration json, int epoch);
}
