using System.Globalization;
using System.Text;

namespace Unroll.Models;

/// <summary>The table of <see cref="Model.Summary"/>.</summary>
internal static class ModelSummary
{
    public static string ToText(Model model)
    {
        bool isGraph = model is Graph;
        List<(string Layer, string Shape, string Parameters, string Sources)> rows =
        [
            ("Layer", "Output shape", "Parameters", isGraph ? "Takes" : ""),
            .. model.InputNames.Select((name, i) => (name, model.InputShapes[i].ToString(), "0", "")),
            .. model.Network.Nodes.Select((node, i) => Row(model, node, i)),
        ];
        int first = rows.Max(row => row.Layer.Length) + 3;
        int second = rows.Max(row => row.Shape.Length) + 3;
        int third = rows.Max(row => row.Parameters.Length);
        int fourth = rows.Max(row => row.Sources.Length);
        string rule = new('─', first + second + third + (fourth > 0 ? fourth + 3 : 0));
        StringBuilder text = new();
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append(rows[i].Layer.PadRight(first)).Append(rows[i].Shape.PadRight(second)).Append(rows[i].Parameters.PadLeft(third));
            text.Append(rows[i].Sources.Length > 0 ? "   " + rows[i].Sources : "").Append('\n');
            if (i == 0 || i == rows.Count - 1)
            {
                text.Append(rule).Append('\n');
            }
        }

        text.Append("Total parameters: ").Append(Number(model.ParameterCount)).Append('\n');
        int trained = model.TrainedParameters.Sum(parameter => parameter.Length);
        if (trained != model.ParameterCount)
        {
            text.Append("Trained: ").Append(Number(trained)).Append(", not trained: ").Append(Number(model.ParameterCount - trained))
                .Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A use of a layer. Its parameters are counted where it is used first.</summary>
    private static (string Layer, string Shape, string Parameters, string Sources) Row(Model model, GraphNode node, int index)
    {
        bool isFirst = model.Network.Nodes.Take(index).All(other => other.Layer != node.Layer);
        string sources = model is Graph ? string.Join(", ", node.Inputs.Select(signal => model.Network.NameOf(signal, model.InputNames)))
            : "";
        return (node.Layer.Name, string.Join(", ", node.Layer.OutputShapes), isFirst ? Number(node.Layer.ParameterCount) : "(shared)",
            sources);
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
