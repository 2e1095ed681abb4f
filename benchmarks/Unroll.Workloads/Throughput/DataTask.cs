namespace Unroll.Workloads.Throughput;

/// <summary>Something that is done with data, turn after turn.</summary>
/// <param name="Part">The table that it belongs to.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Library">Who does it.</param>
/// <param name="Amounts">What a turn gets done.</param>
/// <param name="Run">One turn.</param>
internal sealed record DataTask(string Part, string Name, string Library, IReadOnlyList<Amount> Amounts, Func<Turn> Run);
