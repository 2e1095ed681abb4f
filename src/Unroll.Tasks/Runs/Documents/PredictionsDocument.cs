namespace Unroll.Tasks.Runs.Documents;

/// <summary>The content of <c>predictions.csv</c>.</summary>
/// <param name="Stride">Samples from one that is written to the next; 0 where there is no file.</param>
/// <param name="Rows">Rows that are written.</param>
/// <param name="Of">Rows of all predictions.</param>
internal sealed record PredictionsDocument(int Stride, long Rows, long Of);
