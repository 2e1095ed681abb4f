using System.Text.Json.Nodes;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The training of the networks on training and validation part together, in <c>metrics.json</c>.</summary>
/// <param name="Samples">Samples trained on.</param>
/// <param name="Epochs">Epochs of each network.</param>
/// <param name="TrainingSeconds">Duration in seconds.</param>
/// <param name="TestBefore">The measures of the test part by the networks of the training part alone.</param>
internal sealed record RefitDocument(int Samples, IReadOnlyList<int> Epochs, double TrainingSeconds, JsonObject TestBefore);
