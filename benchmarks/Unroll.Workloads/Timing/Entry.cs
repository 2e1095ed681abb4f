namespace Unroll.Workloads.Timing;

/// <summary>How a contestant did.</summary>
/// <param name="Library">Name of the library.</param>
/// <param name="Setting">Its setting.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Times">All its turns as one.</param>
internal sealed record Entry(string Library, string Setting, int Threads, StepTimes Times);
