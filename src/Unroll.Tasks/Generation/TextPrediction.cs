namespace Unroll.Tasks.Generation;

/// <summary>A text that a <see cref="TextGenerator"/> continued.</summary>
/// <param name="Id">The id of the series that it is from; empty of a text by itself.</param>
/// <param name="Prompt">The text that was continued.</param>
/// <param name="Text">What was generated, without the prompt.</param>
public sealed record TextPrediction(string Id, string Prompt, string Text);
