namespace Unroll.Tasks.Runs.Documents;

/// <summary>The training of the final networks on all data, in <c>metrics.json</c>.</summary>
/// <param name="Samples">Samples trained on.</param>
/// <param name="Epochs">Epochs of each network.</param>
/// <param name="TrainingSeconds">Duration in seconds.</param>
internal sealed record FinalTrainingDocument(int Samples, IReadOnlyList<int> Epochs, double TrainingSeconds);
