namespace Unroll.Series.Preparing;

/// <summary>Columns with their power transformations.</summary>
internal sealed class FittedPower(PowerStep step, string[] columns, Learned<PowerTransform> transforms)
    : FittedTransform<PowerStep, PowerTransform>(step, columns, transforms)
{
    protected override void Forward(int column, Span<double> values, ColumnPlace place)
    {
        PowerTransform transform = Of(column, place);
        if (transform.Method == PowerMethod.BoxCox)
        {
            PowerTransform.RequirePositive(values, place);
        }

        foreach (ref double value in values)
        {
            value = transform.Forward(value);
        }
    }

    protected override void Back(int column, Span<double> values, ColumnPlace place)
    {
        PowerTransform transform = Of(column, place);
        foreach (ref double value in values)
        {
            value = transform.Back(value);
        }
    }
}
