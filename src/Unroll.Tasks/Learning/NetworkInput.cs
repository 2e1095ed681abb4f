namespace Unroll.Tasks.Learning;

/// <summary>An input of a task's networks.</summary>
/// <param name="Name">The name that <c>from</c> takes it by: <c>input</c>, <c>future</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Features">The names of its features.</param>
/// <param name="Vocabulary">How many codes its only feature may have, from 0; null where it is no code.</param>
public sealed record NetworkInput(string Name, Shape Shape, IReadOnlyList<string> Features, int? Vocabulary = null);
